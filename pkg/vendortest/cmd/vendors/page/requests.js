// The list of requests, latest first.
import { el, tag, copyButton, pretty } from './dom.js';

const list = document.getElementById('requests'), none = document.getElementById('none');
const mine = document.getElementById('mine'), wrong = document.getElementById('wrong');
const jump = document.getElementById('jump');
const most = 200;
let vendor = '';

export function setFilter(name) {
  vendor = name;
  filter();
}

function filter() {
  let any = false;
  for (const item of list.children) {
    item.hidden = mine.checked && item.dataset.vendor !== vendor || wrong.checked && item.dataset.trouble === '';
    any ||= !item.hidden;
  }
  none.hidden = any;
  none.textContent = list.children.length
    ? 'The latest requests are hidden by what is ticked above.'
    : 'Nothing yet. Send a request, from here or from your program, and it appears at once.';
  jump.hidden = !list.children.length;
  jump.textContent = list.children.length === 1 ? '1 request' : `${list.children.length} requests`;
}

mine.addEventListener('change', filter);
wrong.addEventListener('change', filter);
document.getElementById('wipe').addEventListener('click', () => { list.replaceChildren(); filter(); });

const words = {
  fits: '', violation: 'not as documented', unauthenticated: 'no fitting credential', unknown: 'no such operation',
  cannot: 'the fake cannot answer', withdrawn: 'dead token', 'with fault': '',
};

export function show(r) {
  const why = r.fault || (words[r.verdict] ?? r.verdict);
  const item = el('details', { class: 'new', 'data-vendor': r.vendor, 'data-trouble': r.status >= 400 || r.status === 0 || r.fault ? 'yes' : '' },
    el('summary', {},
      tag(r.status, r.status === 0 ? 'none' : null), el('span', { class: 'what' }, r.operation || 'no operation'), el('span', { class: 'time' }, `${took(r.took)} · ${r.began.slice(0, 8)}`),
      el('span', { class: 'where' }, why ? el('span', { class: 'tag ' + (r.fault ? 'warn' : 'bad') }, why) : null, r.warnings.length ? el('span', { class: 'tag warn' }, 'let pass') : null, ` ${r.vendor} `, el('span', { class: 'mono' }, `${r.method} ${r.path}`))),
    ...r.violations.map((v) => el('p', { class: 'wrong' }, v)),
    ...r.warnings.map((v) => el('p', { class: 'let' }, `let pass: ${v}`)),
    el('div', { class: 'bar' }, copyButton(() => r.curl, 'Copy as curl'), el('span', { class: 'quiet' }, `request ${r.number}, ${r.began}`)),
    r.first ? el('p', { class: 'let' }, r.first) : null,
    el('pre', { 'aria-label': 'As curl' }, r.curl),
    r.answered ? el('pre', { 'aria-label': 'Answer' }, pretty(r.answered)) : el('p', { class: 'quiet' }, r.status ? 'The answer has no body.' : 'The connection broke off before an answer.'));
  list.prepend(item);
  while (list.children.length > most) list.lastChild.remove();
  filter();
}

function took(ms) {
  return ms < 1 ? '<1 ms' : ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

filter();
new IntersectionObserver(([watch]) => jump.classList.toggle('there', watch.isIntersecting)).observe(document.getElementById('watch'));
