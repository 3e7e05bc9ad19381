// What is wrong with the page, as sentences. colors asks for its colours too.
(scheme, colors) => {
  const problems = [];
  const page = document.documentElement;
  if (page.scrollWidth > window.innerWidth) {
    const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1);
    problems.push(`scrolls sideways: ${page.scrollWidth} of ${window.innerWidth} pixels, ${wide.slice(0, 3).map((e) => e.tagName + "." + e.className)}`);
  }

  const ids = new Set();
  for (const { id } of document.querySelectorAll("[id]")) {
    if (ids.has(id)) problems.push(`the id ${id} is there twice`);
    ids.add(id);
  }
  for (const a of document.querySelectorAll("a[href^='#']")) {
    const id = decodeURIComponent(a.getAttribute("href").slice(1));
    if (!ids.has(id)) problems.push(`#${id} is not on the page`);
  }

  if (!colors) return problems;

  // Colours as the browser paints them, which reads every notation.
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const cache = new Map();
  const rgba = (color) => {
    if (!cache.has(color)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      cache.set(color, [...canvas.getImageData(0, 0, 1, 1).data]);
    }
    return cache.get(color);
  };
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const paper = scheme === "dark" ? [18, 18, 18, 255] : [255, 255, 255, 255];
  const behind = new Map();
  const background = (e) => {
    if (!e) return paper;
    if (!behind.has(e)) {
      const color = rgba(getComputedStyle(e).backgroundColor);
      behind.set(e, color[3] > 200 ? color : background(e.parentElement));
    }
    return behind.get(e);
  };
  const ground = luminance(background(document.body));
  if (ground > 0.5 !== (scheme === "light")) problems.push(`the background is ${ground > 0.5 ? "light" : "dark"}`);
  const told = new Set();
  for (const e of document.body.querySelectorAll("*")) {
    if (![...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()) || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (["SCRIPT", "STYLE"].includes(e.tagName)) continue;
    const [light, dark] = [luminance(rgba(getComputedStyle(e).color)), luminance(background(e))].sort((a, b) => b - a);
    const contrast = (light + 0.05) / (dark + 0.05);
    const what = `${e.tagName.toLowerCase()}.${e.className}`;
    if (contrast < 4.5 && !told.has(what)) {
      told.add(what);
      problems.push(`the contrast of ${what} is ${contrast.toFixed(2)}, less than 4.5`);
    }
  }
  return problems;
}
