// The page to watch and to steer the vendors. It asks the program that serves it,
// and the vendors themselves when a request is tried; nothing else.
import { show as showRequest, setFilter } from './requests.js';
import { el, api, copyButton, tag, problem, pretty } from './dom.js';
import { tryIt } from './try.js';
import { faults, table } from './state.js';

const $ = (id) => document.getElementById(id);
let all = [], kinds = [], certificate = '', vendor, operation;
const credentials = {}; // by vendor

async function start() {
  const got = await api('api/vendors');
  all = got.vendors;
  kinds = got.faults;
  certificate = got.certificate;
  $('vendors').replaceChildren(...all.map((v) => el('a', { href: '#' + v.name }, v.title)));
  addEventListener('hashchange', () => route().then(narrow));
  $('find').addEventListener('input', list);
  for (const button of document.querySelectorAll('[data-to]')) button.addEventListener('click', () => go(button.dataset.to));
  addEventListener('keydown', (e) => {
    if (e.key === '/' && !e.target.closest('input, textarea, select') && !e.ctrlKey && !e.metaKey && !e.altKey) {
      e.preventDefault();
      $('find').focus();
    }
  });
  await route();
  listen();
}

// go brings to a part of the page. An address with # would name a vendor.
function go(id) {
  $(id).scrollIntoView();
  $(id).focus({ preventScroll: true });
}

// narrow brings to the operation where it stands below the list of operations.
function narrow() {
  if (matchMedia('(max-width: 760px)').matches && location.hash.includes('/')) $('detail').scrollIntoView();
}

// route shows what the address names: #vendor or #vendor/operation.
async function route() {
  const [name, id] = decodeURIComponent(location.hash.slice(1)).split('/');
  const next = all.find((v) => v.name === name) ?? all[0];
  if (next !== vendor) {
    vendor = next;
    operation = undefined;
    for (const a of $('vendors').children) {
      a.toggleAttribute('aria-current', false);
      if (a.hash !== '#' + vendor.name) continue;
      a.setAttribute('aria-current', 'page');
      a.scrollIntoView({ block: 'nearest', inline: 'center' });
    }
    document.title = vendor.title + ' · Fake vendors';
    $('find').value = '';
    setFilter(vendor.name);
    credentials[vendor.name] ??= await api('api/credentials', { vendor: vendor.name });
    about();
  }
  const wanted = vendor.operations.find((o) => o.id === id) ?? vendor.operations.find((o) => o.method === 'GET') ?? vendor.operations[0];
  if (wanted === operation) return;
  operation = wanted;
  if (!mark()) list();
  detail();
}

// mark marks the operation in the list, and reports whether it is the list of its
// vendor. The list stays as it is, so that the focus does.
function mark() {
  let there = false;
  for (const a of $('operations').querySelectorAll('a')) {
    const current = a.hash === `#${vendor.name}/${operation.id}`;
    there ||= a.hash.startsWith(`#${vendor.name}/`);
    current ? a.setAttribute('aria-current', 'true') : a.removeAttribute('aria-current');
    if (current) a.scrollIntoView({ block: 'nearest' });
  }
  return there;
}

function about() {
  const facts = el('dl', {},
    el('dt', {}, 'Base URL'), el('dd', { class: 'mono' }, vendor.url));
  for (const c of credentials[vendor.name]) {
    facts.append(el('dt', {}, c.title), el('dd', { class: 'pairs' },
      ...c.values.map((v) => el('span', {}, el('span', { class: 'quiet' }, v.name + ' '), el('code', {}, v.value)))));
  }
  $('about').replaceChildren(facts, el('div', {},
    el('p', { class: 'quiet' }, `Works as it stands in a shell. Nothing here reaches the real ${vendor.title}.`),
    el('div', { class: 'command' }, el('code', {}, vendor.curl), copyButton(() => vendor.curl)),
    vendor.https ? el('p', { class: 'https' }, el('span', { class: 'quiet' }, 'HTTPS '), el('code', {}, vendor.https), el('span', { class: 'quiet' }, ' for clients that trust '), el('code', {}, certificate)) : null));
}

function list() {
  const wanted = $('find').value.trim().toLowerCase();
  const groups = new Map();
  for (const o of vendor.operations) {
    if (wanted && !`${o.id} ${o.method} ${o.path} ${o.summary}`.toLowerCase().includes(wanted)) continue;
    groups.has(o.tag) ? groups.get(o.tag).push(o) : groups.set(o.tag, [o]);
  }
  const parts = [];
  for (const [name, group] of groups) {
    parts.push(el('h3', {}, name));
    for (const o of group) {
      parts.push(el('a', { href: `#${vendor.name}/${o.id}`, title: o.summary, 'aria-current': o === operation ? 'true' : null },
        el('span', { class: 'method ' + o.method }, o.method), el('span', {}, o.id)));
    }
  }
  $('operations').replaceChildren(...parts.length ? parts : [el('p', { class: 'quiet' }, 'No operation has that in its name, path or summary.')]);
}

function detail() {
  const o = operation;
  view = { state: el('div', { class: 'state' }), box: el('div', {}) };
  $('detail').replaceChildren(
    el('div', {},
      el('h2', { class: 'title' }, o.id),
      el('p', { class: 'path mono' }, el('span', { class: 'method ' + o.method }, o.method), ' ' + o.path),
      el('p', { class: 'quiet' }, o.summary)),
    tryIt(vendor, o, credentials, refresh),
    view.box,
    answers(o),
    el('section', { 'aria-label': 'State' }, el('h3', {}, `What ${vendor.title} remembers now`), view.state));
  refresh();
}

function answers(o) {
  return el('section', { class: 'answers', 'aria-label': 'Documented answers' }, el('h3', {}, 'Documented answers'),
    ...o.answers.map((a) => {
      const names = [a.mediaTypes.join(', '), a.examples.length > 1 ? 'examples ' + a.examples.join(', ') : ''].filter(Boolean).join(' · ');
      const summary = el('summary', {}, tag(a.status), el('span', {}, a.description.split('\n')[0]));
      return el('details', {}, summary, el('p', { class: 'quiet' }, names || 'no body'), a.example ? el('pre', {}, pretty(a.example)) : null);
    }));
}

// view is where state and faults of what is looked at are shown.
let view, turn = 0;
async function refresh() {
  const mine = ++turn, of = vendor, to = operation, { state, box } = view;
  try {
    const got = await api('api/state?vendor=' + encodeURIComponent(of.name));
    if (mine !== turn) return; // another one is newer
    const open = new Set([...state.querySelectorAll('details[open]')].map((d) => d.dataset.name));
    state.replaceChildren(...got.state.map((c, i) => el('details', { 'data-name': c.name, open: open.has(c.name) || !state.children.length && i === 0 ? '' : null },
      el('summary', {}, `${c.name} (${got.totals[i]})`),
      c.rows.length ? table(c.columns, c.rows.slice().reverse()) : el('p', { class: 'quiet' }, 'none'))));
    faults(box, of, to, kinds, got.faults, refresh);
  } catch (e) {
    state.replaceChildren(problem(e));
  }
}

// listen shows each request as it comes, and what it changed.
function listen() {
  const line = $('line');
  const source = new EventSource('api/requests');
  source.onopen = () => { line.textContent = 'live'; line.classList.add('on'); };
  source.onerror = () => { line.textContent = 'not connected; is the program still running?'; line.classList.remove('on'); };
  let due;
  source.onmessage = (e) => {
    const entry = JSON.parse(e.data);
    showRequest(entry);
    if (entry.vendor !== vendor.name) return;
    clearTimeout(due);
    due = setTimeout(refresh, 150);
  };
}

start().catch((e) => $('detail').replaceChildren(problem(e)));
