// Faults and what a vendor remembers.
import { el, api, problem } from './dom.js';

export function table(columns, rows) {
  return el('div', { class: 'table' }, el('table', {},
    el('thead', {}, el('tr', {}, ...columns.map((c) => el('th', { scope: 'col' }, c)))),
    el('tbody', {}, ...rows.map((r) => el('tr', {}, ...r.map((text) => el('td', {}, text)))))));
}

// What is chosen stays chosen when the page is drawn anew.
const chosen = { every: false, times: '1', wait: '2s' };

// faults draws the switches into box.
export function faults(box, vendor, operation, kinds, set, again) {
  const active = set.filter((f) => f.left !== 0);
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const said = el('p', { role: 'status' });
  const scope = el('select', { 'data-key': 'scope', onchange: (e) => { chosen.every = e.target.value === 'every'; again(); } },
    el('option', { value: 'one' }, operation.id), el('option', { value: 'every', selected: chosen.every ? '' : null }, 'every operation'));
  const times = el('select', { 'data-key': 'times', onchange: (e) => { chosen.times = e.target.value; } },
    ...[['1', 'once'], ['3', 'three times'], ['-1', 'until cleared']].map(([value, text]) => el('option', { value, selected: value === chosen.times ? '' : null }, text)));
  const wait = el('input', { 'data-key': 'wait', value: chosen.wait, oninput: (e) => { chosen.wait = e.target.value; } });
  const scopeOf = () => (chosen.every ? '' : operation.id);
  const switchOn = (kind) => api('api/faults', { vendor: vendor.name, operation: scopeOf(), fault: kind.name, wait: kind.wait ? chosen.wait : '', times: Number(chosen.times) });
  const isOn = (kind) => active.some((f) => f.operation === scopeOf() && f.fault.split(' ')[0] === kind.name);
  const press = async (kind) => {
    try {
      await (isOn(kind) ? api('api/faults/clear', { vendor: vendor.name, operation: scopeOf(), fault: kind.name }) : switchOn(kind));
      again();
    } catch (e) {
      said.replaceChildren(problem(e));
    }
  };
  box.replaceChildren(el('fieldset', { class: 'faults' },
    el('legend', {}, 'Make it fail'),
    el('p', { class: 'quiet' }, 'Press a switch to turn a fault on, and again to turn it off.'),
    el('div', { class: 'how' }, field('Requests of', scope), field('How often', times), field('How long', wait, 'delay, slow-body, Retry-After')),
    el('div', { class: 'switches' }, ...kinds.map((kind) => el('button', { type: 'button', 'data-key': kind.name, 'aria-pressed': String(isOn(kind)), onclick: () => press(kind) },
      el('b', {}, kind.name), el('small', {}, kind.text)))),
    said,
    set.length ? el('div', { class: 'bar' }, el('span', {}, active.length ? `${active.length} to come` : 'all have happened'),
      el('button', { type: 'button', class: 'small', 'data-key': 'clear', onclick: async () => { await api('api/faults/clear', { vendor: vendor.name }); again(); } }, 'Clear faults, revive tokens')) : null,
    set.length ? table(['fault', 'requests of', 'to come', 'happened'], set.slice().reverse().map((f) =>
      [f.fault, f.operation || 'every operation', f.left < 0 ? 'always' : String(f.left), String(f.happened)])) : null));
  if (focused) box.querySelector(`[data-key="${focused}"]`)?.focus();
}

function field(name, input, about) {
  return el('label', { class: 'field' }, el('span', {}, name + ' ', about ? el('small', {}, about) : null), input);
}
