// What is given in a form and not sent yet stays in this tab: a reload gives it back.
// Session storage ends with the tab and with signing out; nothing of it goes into an address.
const NAME = 'draft';
const met = new Set();     // forms that this page, as it was loaded, has drawn before
const typed = new Map();   // form -> its texts as they are typed, which the server hears of later

function held() {
  try { return JSON.parse(sessionStorage.getItem(NAME)); } catch { return null; }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const [{ form, answers, texts }] = data;
  if (form === null) return sessionStorage.removeItem(NAME);
  parentElement._stop?.();
  if (!typed.has(form)) typed.set(form, {});
  const keep = () => sessionStorage.setItem(
    NAME, JSON.stringify({ form, answers: { ...answers, ...typed.get(form) } }));
  const write = event => {
    const at = event.composedPath()[0];
    const id = at.matches?.('textarea') ? texts[at.getAttribute('aria-label')] : undefined;
    if (id === undefined) return;
    typed.get(form)[id] = at.value;
    keep();
  };
  const before = held();
  const lost = !met.has(form) && before?.form === form && !Object.keys(answers).length;
  met.add(form);
  if (lost && Object.keys(before.answers).length) setTriggerValue('kept', before.answers);
  else keep();
  document.addEventListener('input', write, true);
  parentElement._stop = () => document.removeEventListener('input', write, true);
  return () => parentElement._stop();
}
