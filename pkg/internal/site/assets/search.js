// What a query finds. search-index.js has the entries.
"use strict";

const mostFound = 30;

// Words that readers use for what the specifications call otherwise. The last
// ones are German.
const synonyms = {
  auth: "authentication token session", buy: "order purchase", checkin: "admit", checkout: "order settle", coupon: "voucher",
  creditcard: "card",  delete: "remove", edit: "update", fetch: "get", find: "list", giftcard: "voucher", image: "media", logout: "endsession",
  paging: "offset pagesize", pagination: "offset pagesize", pdf: "download", photo: "media", picture: "media", reimburse: "refund", remove: "delete",
  retries: "repeat", retry: "repeat", scan: "admit", signin: "login session", signup: "register", upload: "add",
  anmelden: "login session", abmelden: "endsession", bestellung: "order", bild: "media", erstattung: "refund", gutschein: "voucher",
  karte: "ticket card", kunde: "customer", noten: "asset", passwort: "password", preis: "price", rechnung: "invoice",
  sprache: "language", stornieren: "cancel", veranstaltung: "event", zahlung: "payment",
};

// Words of a sentence by which nothing is found.
const fillers = new Set(["a", "an", "and", "by", "for", "from", "how", "in", "of", "the", "to", "with", "client"]);

const squashed = (text) => text.toLowerCase().replace(/[-_]/g, "");
const partsOf = (text) => text.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase().split(/[^a-z0-9]+/).filter(Boolean);

// stem is a word without the endings of plurals and verbs.
function stem(word) {
  if (word.length < 5) return word.length === 4 ? word.replace(/([^s])s$/, "$1") : word;
  return word.replace(/ies$/, "y").replace(/(ss|x|ch|sh)es$/, "$1").replace(/([^s])s$/, "$1")
    .replace(/(.{3,})(?:ing|ed|ation)$/, "$1").replace(/([lnpt])\1$/, "$1").replace(/e$/, "");
}

// prepared are the entries with what is asked of them for every query.
let prepared;
function prepare() {
  prepared ||= window.searchIndex.map((entry) => {
    const parts = partsOf(entry.t);
    const more = squashed(entry.w || "");
    return {
      entry, parts, more, title: squashed(entry.t), rest: squashed(entry.p + " " + entry.a), kind: entry.k.toLowerCase(),
      stems: new Set(parts.map(stem)), tokens: new Set(more.split(/[^a-z0-9]+/)),
      address: entry.u && new RegExp("^" + entry.u.toLowerCase().replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^/}]*\}/g, "[^/]+") + "$"),
    };
  });
  return prepared;
}

// addressPoints says how well the path of a URL is that of an entry.
function addressPoints(e, path) {
  if (!e.address) return 0;
  if (e.address.test(path)) return 150;
  const full = e.entry.u.toLowerCase();
  if (full.endsWith(path)) return 120 - Math.min(full.length - path.length, 40);
  return full.includes(path) ? 30 : 0;
}

function wordPoints(e, word) {
  if (e.title === word) return 100;
  if (e.title.startsWith(word)) return 60;
  const root = stem(word);
  if (e.parts.includes(word)) return 50;
  if (e.stems.has(root)) return 48;
  if (e.parts.some((part) => part.startsWith(word))) return 40;
  if (e.kind === word) return 35;
  if (word.length > 2 && e.title.includes(word)) return 30;
  if (e.tokens.has(word)) return 20;
  if (e.rest.includes(word) || root.length > 3 && e.rest.includes(root)) return 15;
  if (word.length > 2 && e.more.includes(word) || root.length > 3 && e.more.includes(root)) return 8;
  return 0;
}

// near says that one letter is wrong, missing, too many or swapped with the next.
function near(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return a.slice(i + 1) === b.slice(i + 1) || a.slice(i) === b.slice(i + 1) || a.slice(i + 1) === b.slice(i) ||
    a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
}

function typoPoints(e, word) {
  if (word.length < 4) return 0;
  if (near(e.title, word)) return 30;
  if (e.parts.some((part) => part.length > 3 && (near(part, word) || near(stem(part), stem(word))))) return 20;
  return [...e.tokens].some((token) => token.length > 3 && near(token, word)) ? 3 : 0;
}

// score says how well an entry matches all words of a query; 0 is not at all.
function score(e, words, forgiving) {
  let total = 0;
  for (const word of words) {
    let points = word.includes("/") ? addressPoints(e, word) : wordPoints(e, squashed(word));
    for (const other of (synonyms[word] || "").split(" ").filter(Boolean)) points = Math.max(points, 0.6 * wordPoints(e, other));
    if (!points && forgiving) points = typoPoints(e, squashed(word));
    if (!points) return 0;
    total += points;
  }
  return total + ({ vendor: 40, model: 0, guide: 0 }[e.kind] ?? 35);
}

// wordsOf are what a query asks for. Of a URL it is the path, of Go code the names.
function wordsOf(query) {
  const words = query.toLowerCase().replace(/(\w)\(.*$/, "$1").replace(/\b(check|sign|log)[ -](in|out|up)\b/g, "$1$2").replace(/\b(gift|credit) card/g, "$1card")
    .split(/[\s,;"'`()]+/).flatMap((word) => {
      if (word.includes("/")) {
        const path = word.replace(/^https?:\/\/[^/]*/, "").replace(/[?#].*$/, "").replace(/(.)\/$/, "$1");
        return [path.startsWith("/") ? path : "/" + path];
      }
      return word.split(/[.:*&]+/);
    }).filter(Boolean);
  const asked = words.filter((word) => !fillers.has(word));
  return asked.length ? asked : words;
}

function search(query) {
  const words = wordsOf(query);
  if (!words.length) return [];
  const hits = (forgiving) => prepare()
    .map((e) => ({ entry: e.entry, points: score(e, words, forgiving) }))
    .filter((hit) => hit.points > 0);
  let all = hits(false);
  if (!all.length) all = hits(true);
  return all
    .sort((a, b) => b.points - a.points || a.entry.t.length - b.entry.t.length || a.entry.t.localeCompare(b.entry.t))
    .slice(0, mostFound)
    .map((hit) => hit.entry);
}
