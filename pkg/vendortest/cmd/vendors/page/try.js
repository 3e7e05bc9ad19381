// The form to try an operation. It sends what a program of yours would send.
import { el, api, copyButton, tag, quote, pretty } from './dom.js';

export function tryIt(vendor, o, credentials, refresh) {
  const inputs = o.parameters.map((p) => [p, parameter(p, vendor)]);
  const body = o.body ? el('textarea', { name: 'body', spellcheck: 'false' }) : null;
  if (body) {
    body.value = pretty(o.body.example);
    body.rows = Math.min(16, body.value.split('\n').length + 1);
  }
  let turn = 0;
  const out = el('div', { 'aria-live': 'polite' });
  const proof = el('select', { name: 'credential' });
  const fill = () => proof.replaceChildren(...choices(o, credentials[vendor.name]));
  fill();
  const build = () => request(vendor, o, inputs, body, credentials[vendor.name][proof.value]);
  const fresh = el('button', { type: 'button', onclick: async () => {
    credentials[vendor.name] = await api('api/credentials', { vendor: vendor.name });
    fill();
  } }, 'New credentials');
  return el('form', { onsubmit: async (e) => {
    e.preventDefault();
    const mine = ++turn;
    out.replaceChildren(said('waiting', 'for the answer', ''));
    const answer = await send(build());
    if (mine === turn) out.replaceChildren(answer); // or else a later one is awaited
    refresh();
  } },
  el('fieldset', {}, el('legend', {}, 'Try it'),
    el('div', { class: 'fields' }, ...inputs.map(([p, input]) => labelled(p.name, p.required ? `${p.in}, required` : p.in, input)),
      labelled('Credential', o.schemes.length ? [...new Set(o.schemes)].join(' or ') : 'none needed', proof, 'wide')),
    body ? labelled('Body', o.body.mediaType, body) : null,
    el('div', { class: 'bar' }, el('button', { class: 'main' }, 'Send'), copyButton(() => asCurl(build()), 'Copy as curl', ''), fresh)),
  out);
}

function labelled(name, about, input, size = '') {
  return el('label', { class: `field ${size}` }, el('span', {}, name + ' ', el('small', {}, about)), input);
}

function parameter(p, vendor) {
  const example = p.example.join(',');
  const fixed = vendor.always[p.name];
  if (p.values.length && p.type !== 'array') {
    const select = el('select', { name: p.name }, p.required ? null : el('option', { value: '' }, '(left out)'), ...p.values.map((v) => el('option', {}, v)));
    if (p.required && example) select.value = example;
    return select;
  }
  return el('input', { name: p.name, value: fixed ?? (p.required ? example : ''), placeholder: example, autocomplete: 'off', spellcheck: 'false' });
}

// choices are the credentials that an operation takes, the fitting one first.
function choices(o, credentials) {
  const fitting = credentials.map((c, i) => [c, i]).filter(([c]) => c.scheme && o.schemes.includes(c.scheme));
  const other = credentials.map((c, i) => [c, i]).filter(([c]) => c.scheme && !o.schemes.includes(c.scheme));
  const nothing = el('option', { value: '' }, 'none');
  const option = ([c, i], text) => el('option', { value: String(i) }, c.title + text);
  return [...fitting.map((f) => option(f, '')), nothing, ...other.map((f) => option(f, ' (not for this)'))];
}

function request(vendor, o, inputs, body, credential) {
  let path = o.path;
  const query = new URLSearchParams(credential?.query), headers = { ...vendor.always, ...credential?.headers };
  for (const [p, input] of inputs) {
    const text = input.value;
    if (p.in === 'path') path = path.replace(`{${p.name}}`, encodeURIComponent(text));
    else if (text === '') delete headers[p.name];
    else if (p.in === 'header') headers[p.name] = text;
    else for (const one of p.exploded ? text.split(',') : [text]) query.append(p.name, one);
  }
  if (body) headers['Content-Type'] = o.body.mediaType;
  const search = query.toString();
  return { method: o.method, url: vendor.url + path + (search ? '?' + search : ''), headers, body: body ? body.value : undefined };
}

async function send(r) {
  const began = performance.now();
  try {
    const response = await fetch(r.url, { method: r.method, headers: r.headers, body: r.body, redirect: 'manual', cache: 'no-store' });
    if (response.type === 'opaqueredirect') return said('a redirect', `in ${since(began)}; a browser does not show where to`, '');
    const length = Number(response.headers.get('Content-Length'));
    let text, broke = '';
    try {
      text = response.headers.get('Content-Encoding') === 'gzip' && length > 32768 ? '(a gzip bomb: not shown)' : await response.text();
    } catch (e) {
      text = '';
      broke = ', then it broke off';
    }
    const about = [response.headers.get('Content-Type') ?? 'no body', since(began) + broke];
    for (const name of ['Location', 'Retry-After', 'Link', 'X-Total-Count']) if (response.headers.get(name)) about.push(`${name}: ${response.headers.get(name)}`);
    return said(tag(response.status, `${response.status} ${response.statusText}`.trim()), about.join(' · '), pretty(text));
  } catch (e) {
    return said(tag(0, 'no answer'), `the connection broke off after ${since(began)}`, '');
  }
}

function said(status, about, text) {
  return el('div', { class: 'outcome' }, el('div', { class: 'bar' }, status, el('span', { class: 'quiet' }, about)), text ? el('pre', { tabindex: '0', 'aria-label': 'Answer' }, text) : null);
}

function since(began) {
  return `${Math.round(performance.now() - began)} ms`;
}

function asCurl(r) {
  const parts = ['curl', '-X', r.method];
  for (const [name, text] of Object.entries(r.headers)) parts.push('-H', quote(`${name}: ${text}`));
  if (r.body !== undefined) parts.push('--data-raw', quote(r.body));
  return [...parts, quote(r.url)].join(' ');
}
