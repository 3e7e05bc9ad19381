// Small helpers. Texts become text nodes, never markup.

export function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined) continue;
    key.startsWith('on') ? node.addEventListener(key.slice(2), value) : node.setAttribute(key, value);
  }
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== ''));
  return node;
}

// api asks the program: GET, or POST when there is a body.
export async function api(path, body) {
  const response = await fetch(path, body === undefined ? {} : {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error((await response.text()).trim());
  return response.json();
}

export function problem(error) {
  return el('p', { class: 'wrong', role: 'alert' }, error.message);
}

export function tag(status, text) {
  const kind = { 2: 'good', 3: 'warn', 4: 'warn', 5: 'bad' }[String(status)[0]] ?? (status ? '' : 'bad');
  return el('span', { class: 'tag ' + kind }, text ?? String(status));
}

export function copyButton(text, label = 'Copy', size = 'small') {
  const button = el('button', { type: 'button', class: size, onclick: async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Select and copy it yourself';
    }
    setTimeout(() => { button.textContent = label; }, 1500);
  } }, label);
  return button;
}

// quote makes one word of a text for a POSIX shell.
export function quote(text) {
  return /^[\w-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

// pretty is a text with line breaks, when it is JSON.
export function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
