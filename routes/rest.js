// Before a session has rested too long the page says so, and keeps what is typed in it.
// It costs no click anything: the server is asked only when the time would be up.

const FIRST = 60;          // seconds until the first question: a page is busy enough at its start
const FIELDS = '.stTextInput input, .stTextArea textarea, .stNumberInput input';
const KEPT = 'typed';      // in this tab alone, gone with it and with signing out
const PATIENCE = 60000;    // milliseconds for a form to be drawn that texts are given back to
const typed = new Map();   // field -> what was typed there since this page was loaded
let timer = 0;
let before = null;         // what had the focus when the bar came: it has it again afterwards

// --- what is typed ------------------------------------------------------------------------------
// A field's own key begins with an id of what it is about. Whoever signs in here in another's place
// finds none of it: the server has the tab forget it (routes/session_cookie.py).
function nameOf(field) {
  const own = field.closest('[class*="st-key-"]');
  const key = [...own?.classList ?? []].find(one => one.startsWith('st-key-'));
  return key && field.type !== 'password' ? `${location.pathname} ${key}` : null;
}
addEventListener('input', event => {
  const field = event.composedPath()[0];
  const name = field.matches?.(FIELDS) ? nameOf(field) : null;
  if (name && event.isTrusted) typed.set(name, field.value);
}, true);
// Only what stands there still: what was sent, or taken back, does not come again.
function keep() {
  const open = [...document.querySelectorAll(FIELDS)].map(field => [nameOf(field), field.value]);
  const held = open.filter(([name, text]) => name && text && typed.get(name) === text);
  if (held.length) sessionStorage.setItem(KEPT, JSON.stringify(held));
}
// Whoever leaves to sign in comes back to what they typed.
addEventListener('click', event => {
  const link = event.composedPath().find(one => one.matches?.('a[href^="/sign-in"]'));
  if (link) keep();
}, true);
function fill(field, text) {
  const kind = field.tagName === 'TEXTAREA' ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
function giveBack() {
  let kept;
  try { kept = new Map(JSON.parse(sessionStorage.getItem(KEPT) ?? '[]')); } catch { return; }
  if (!kept.size) return;
  const look = () => document.querySelectorAll(FIELDS).forEach(field => {
    const name = nameOf(field), text = kept.get(name);
    if (text === undefined) return;
    kept.delete(name);
    typed.set(name, text);
    if (field.value !== text) fill(field, text);
    if (kept.size) sessionStorage.setItem(KEPT, JSON.stringify([...kept]));
    else { sessionStorage.removeItem(KEPT); watch.disconnect(); }
  });
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => watch.disconnect(), PATIENCE);
  look();
}

// --- the warning --------------------------------------------------------------------------------
const bar = document.createElement('div');
bar.className = 'resting';
bar.setAttribute('role', 'alert');
function warn(left) {
  keep();
  const at = new Date(Date.now() + left * 1000).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
  const word = document.createElement('span');
  word.textContent = `Nothing was done here for a while: at ${at} you will be signed out. What you typed is kept.`;
  const stay = document.createElement('button');
  stay.type = 'button';
  stay.textContent = 'Stay signed in';
  stay.onclick = () => ask('POST');
  bar.replaceChildren(word, stay);
  if (bar.isConnected) return;
  before = document.activeElement;
  document.body.append(bar);
}
function hide() {
  const held = bar.contains(document.activeElement);
  bar.remove();
  if (held) before?.focus();
}

// --- asking -------------------------------------------------------------------------------------
function later(seconds) {
  clearTimeout(timer);
  timer = setTimeout(ask, Math.max(1, seconds) * 1000);
}
async function ask(method = 'GET') {
  let found;
  try {
    const reply = await fetch('/session', { method, signal: AbortSignal.timeout(5000) });
    // What ended is said by the page itself; of a question no answer is lost.
    if (reply.status === 401) return over();
    found = await reply.json();
  } catch { return later(FIRST); }
  if (!found.left) return over();
  if (found.left <= found.warn) { warn(found.left); return later(found.left + 1); }
  hide();
  later(found.left - found.warn);
}
function over() {
  keep();
  bar.remove();
  // A question stays as it is: its answers are saved as long as the session lives.
  if (location.pathname !== '/attempt') location.reload();
}
// A device that slept has not counted.
addEventListener('visibilitychange', () => { if (!document.hidden) later(1); });
giveBack();
later(FIRST);
