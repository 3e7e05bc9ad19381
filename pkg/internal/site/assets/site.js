// The list of what the search finds, the buttons that copy code, and the place of the reader in the
// list of operations. Without it every page can still be read.
"use strict";

const root = document.body.dataset.root;
const input = document.getElementById("search");
const list = document.getElementById("results");
input.closest(".search").hidden = false; // without a script there is nothing that searches
let found = [];
let chosen = -1;

function element(tag, className, text) {
  const e = document.createElement(tag);
  e.className = className;
  e.textContent = text;
  return e;
}

function show() {
  found = search(input.value);
  list.replaceChildren();
  found.forEach((entry, i) => {
    const item = document.createElement("li");
    item.id = "result-" + i;
    item.setAttribute("role", "option");
    item.append(element("span", "method " + entry.k.toLowerCase(), entry.k));
    const what = element("span", "what", "");
    what.append(element("strong", "", entry.t), " ", element("span", "place", entry.p), element("span", "about", entry.a));
    item.append(what);
    item.addEventListener("mousedown", (event) => { event.preventDefault(); open(i); });
    list.append(item);
  });
  if (!found.length && input.value.trim()) {
    const nothing = element("li", "nothing", "Nothing found. Try the name of an operation, a part of its path, or a field.");
    nothing.setAttribute("role", "option");
    nothing.setAttribute("aria-disabled", "true");
    list.append(nothing);
  }
  choose(found.length ? 0 : -1);
  toggle(input.value.trim() !== "");
}

function toggle(visible) {
  list.hidden = !visible;
  input.setAttribute("aria-expanded", String(visible));
  if (!visible) input.removeAttribute("aria-activedescendant");
}

function choose(i) {
  chosen = i;
  for (const item of list.children) item.removeAttribute("aria-selected");
  if (i < 0) return;
  const item = list.children[i];
  item.setAttribute("aria-selected", "true");
  input.setAttribute("aria-activedescendant", item.id);
  item.scrollIntoView({ block: "nearest" });
}

function open(i) {
  if (!found[i]) return;
  toggle(false);
  location.href = root + found[i].l;
}

input.addEventListener("input", show);
input.addEventListener("focus", () => { if (input.value.trim()) show(); });
input.addEventListener("blur", () => toggle(false));
input.addEventListener("keydown", (event) => {
  switch (event.key) {
    case "ArrowDown": if (found.length) choose((chosen + 1) % found.length); break;
    case "ArrowUp": if (found.length) choose((chosen + found.length - 1) % found.length); break;
    case "Enter": open(chosen); break;
    case "Escape": if (list.hidden) input.blur(); else toggle(false); break;
    default: return;
  }
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
  const k = event.key === "k" && (event.ctrlKey || event.metaKey);
  if (!slash && !k) return;
  event.preventDefault();
  input.focus();
  input.select();
});

for (const block of document.querySelectorAll(".code:has(.bar)")) {
  const button = element("button", "copy", "Copy");
  button.type = "button";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(block.querySelector("code").textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(block.querySelector("code"));
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  block.querySelector(".bar").append(button);
}

const side = document.querySelector(".side");
const here = side && side.querySelector("[aria-current=page]");
if (here) side.scrollTop = here.offsetTop - side.clientHeight / 2;

// A link to an example that is folded opens it.
function unfold() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.tagName === "DETAILS") { target.open = true; target.scrollIntoView(); }
}
window.addEventListener("hashchange", unfold);
unfold();
