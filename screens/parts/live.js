// What is typed is heard of after a pause, too, and not only when the field is left: the field is
// told the same as by its own key, and stays where it is.
const PAUSE = 900;         // milliseconds
const FIELDS = '.stTextArea textarea, .stTextInput input';
let waiting = 0;

function tell(field) {
  if (!field.isConnected) return;
  for (const kind of ['keydown', 'keypress']) {
    field.dispatchEvent(new KeyboardEvent(kind, {
      key: 'Enter', code: 'Enter', keyCode: 13, which: 13, ctrlKey: true, bubbles: true, cancelable: true,
    }));
  }
}

export default function ({ parentElement }) {
  parentElement._stop?.();
  const heard = event => {
    const field = event.composedPath()[0];
    if (!field.matches?.(FIELDS)) return;
    clearTimeout(waiting);
    waiting = setTimeout(tell, PAUSE, field);
  };
  document.addEventListener('input', heard, true);
  parentElement._stop = () => document.removeEventListener('input', heard, true);
  return () => parentElement._stop();
}
