// What is given in a form and not sent yet stays in this tab: a reload gives it back.
// Session storage ends with the tab and with signing out; nothing of it goes into an address.
const met = new Set();     // forms that this page, as it was loaded, has drawn before
const typed = new Map();   // form -> its texts as they are typed, which the server hears of later

function held(name) {
  try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; }
}

// Which field is typed in: by its label, or by its key where all fields of a form begin alike.
function idOf(at, texts, fields) {
  if (!at.matches?.('input, textarea')) return undefined;
  if (!fields) return texts[at.getAttribute('aria-label')];
  const start = `st-key-${fields}`;
  const classes = at.closest(`[class*="${start}"]`)?.classList ?? [];
  return [...classes].find(one => one.startsWith(start))?.slice(start.length);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const [{ form, answers, texts, fields }] = data;
  const name = fields ? `draft-${fields}` : 'draft';
  if (form === null) return sessionStorage.removeItem(name);
  parentElement._stop?.();
  if (!typed.has(form)) typed.set(form, {});
  const keep = () => sessionStorage.setItem(
    name, JSON.stringify({ form, answers: { ...answers, ...typed.get(form) } }));
  const write = event => {
    const at = event.composedPath()[0];
    const id = idOf(at, texts, fields);
    if (id === undefined) return;
    typed.get(form)[id] = at.value;
    keep();
  };
  const before = held(name);
  const lost = !met.has(form) && before?.form === form && !Object.keys(answers).length;
  met.add(form);
  if (lost && Object.keys(before.answers).length) setTriggerValue('kept', before.answers);
  else keep();
  document.addEventListener('input', write, true);
  parentElement._stop = () => document.removeEventListener('input', write, true);
  return () => parentElement._stop();
}
