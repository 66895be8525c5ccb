// How each type of question is answered: one maker of a control for each.
// A maker gets the question, its state and a hand: makers of nodes, `locked`, `say`, and `set`,
// which keeps a new answer. It returns
//   node          what stands below the lead-in
//   draw()        draws it again, after any change
//   open()        what is left to do before the answer is whole, in a sentence; '' when it is
//   named(value)  an answer in words, for a person who must choose between two
//   press(key)    takes a key that nobody writes with; true when it meant something
//   flush()       keeps what is being typed; only where something is typed

const letter = index => String.fromCharCode(65 + index);
const indexOf = key => (/^[1-9]$/.test(key) ? Number(key) - 1
  : /^[a-z]$/.test(key) ? key.charCodeAt(0) - 97 : -1);

function options(q, state, hand) {
  const { make, button, marked, set, say, locked } = hand;
  const single = q.control === 'single';
  const node = make('div', 'options');
  const chosen = () => [state.value ?? []].flat();

  function choose(id) {
    if (locked) return;
    if (state.struck.delete(id)) hand.margin();
    if (single) return set(id);
    const picked = new Set(state.value ?? []);
    picked.delete(id) || picked.add(id);
    if (q.limit && picked.size > q.limit) {
      say(`Select ${q.limit}: take one away first.`, 'loud');
      return draw();
    }
    set(picked.size ? [...picked].sort() : null);
  }
  function strike(one, index) {
    const struck = state.struck.has(one.id);
    const toggle = button('strike', struck ? '↺' : '✕', () => {
      state.struck.delete(one.id) || state.struck.add(one.id);
      draw();
      hand.margin();
    });
    toggle.setAttribute('aria-label', `Strike out ${letter(index)}`);
    toggle.setAttribute('aria-pressed', struck);
    toggle.title = struck ? `Bring ${letter(index)} back` : `Strike out ${letter(index)}`;
    return toggle;
  }
  function rowOf(one, index) {
    const label = make('label', state.struck.has(one.id) ? 'option struck' : 'option');
    const input = make('input');
    input.type = single ? 'radio' : 'checkbox';
    input.name = `option-${q.position}`;
    input.value = one.id;
    input.disabled = locked;
    input.checked = chosen().includes(one.id);
    input.onchange = () => choose(one.id);
    label.append(input, make('span', 'letter', letter(index)), marked(make('span', 'words'), one.text));
    const both = make('div', 'row');
    both.dataset.option = one.id;
    both.append(label);
    if (q.strikeOut && !locked) both.append(strike(one, index));
    return both;
  }
  function draw() {
    const at = hand.focused();
    const row = at?.closest('.row')?.dataset.option, kind = at?.className === 'strike' ? 'button' : 'input';
    node.replaceChildren(...q.options.map(rowOf));
    if (row) node.querySelector(`[data-option="${CSS.escape(row)}"] ${kind}`)?.focus();
  }
  return {
    node, draw,
    open() {
      const left = q.limit ? q.limit - chosen().length : 0;
      if (state.value === null) return 'Choose an answer first.';
      return left > 0 ? `Select ${q.limit}: choose ${left} more.` : '';
    },
    named: value => [value ?? []].flat()
      .map(id => letter(q.options.findIndex(one => one.id === id))).sort().join(', ') || 'nothing',
    press(key) {
      const index = indexOf(key);
      if (index < 0 || index >= q.options.length || locked) return false;
      choose(q.options[index].id);
      node.querySelectorAll('input')[index].focus();
      return true;
    },
  };
}

// What matching and true-or-false share: every part has an answer of its own.
function parts(q, state, hand, field, word) {
  const { make, marked, set } = hand;
  const node = make('div', 'parts');
  const answers = () => state.value ?? {};
  function answer(id, value) {
    const all = { ...answers(), [id]: value };
    if (!value) delete all[id];
    set(Object.keys(all).length ? all : null);
  }
  function draw() {
    node.querySelectorAll('[data-part]').forEach(one => one.show(answers()[one.dataset.part] ?? ''));
  }
  q.parts.forEach((part, index) => {
    const box = make('div', 'part');
    // Lines of a file run on; an empty one begins a paragraph.
    const lines = part.text.trim().split(/\n\s*\n/).map(one => one.replace(/\s+/g, ' ')).join('\n\n');
    const text = marked(make('p', 'words'), `${index + 1}. ${lines}`);
    text.id = `part-${q.position}-${part.id}`;
    const control = field(part, text.id, value => answer(part.id, value));
    control.dataset.part = part.id;
    box.append(text, control);
    node.append(box);
  });
  draw();
  return {
    node, draw,
    open() {
      const left = q.parts.filter(part => !answers()[part.id]).length;
      return left ? `Answer every line: ${left} of ${q.parts.length} ${left === 1 ? 'is' : 'are'} open.` : '';
    },
    named: value => q.parts.map((part, index) => `${index + 1} ${word(value?.[part.id])}`).join(', '),
    press: () => false,
  };
}

function matching(q, state, hand) {
  const { make, marked, locked } = hand;
  const letters = new Map(q.options.map((one, index) => [one.id, letter(index)]));
  const field = (part, named, answer) => {
    const select = make('select');
    select.setAttribute('aria-labelledby', named);
    select.disabled = locked;
    select.append(new Option('Choose …', ''));
    q.options.forEach(one => select.append(new Option(`${letters.get(one.id)}. ${hand.unmarked(one.text)}`, one.id)));
    select.onchange = () => answer(select.value);
    select.show = value => { select.value = value; };
    return select;
  };
  const control = parts(q, state, hand, field, id => letters.get(id) ?? '–');
  const list = make('ol', 'lettered');
  q.options.forEach(one => list.append(marked(make('li'), one.text)));
  const key = make('details', 'key');
  key.open = true;
  key.append(make('summary', '', q.theme ?? 'Options'), list);
  control.node.prepend(key);
  return control;
}

function truth(q, state, hand) {
  const { make, locked } = hand;
  const field = (part, named, answer) => {
    const group = make('div', 'truth');
    group.setAttribute('role', 'radiogroup');
    group.setAttribute('aria-labelledby', named);
    const inputs = ['true', 'false'].map(said => {
      const label = make('label', 'option');
      const input = make('input');
      input.type = 'radio';
      input.name = `part-${q.position}-${part.id}`;
      input.value = said;
      input.disabled = locked;
      input.onchange = () => answer(said);
      label.append(input, make('span', 'words', said === 'true' ? 'True' : 'False'));
      group.append(label);
      return input;
    });
    group.show = value => inputs.forEach(input => { input.checked = input.value === value; });
    return group;
  };
  return parts(q, state, hand, field, said => ({ true: 'true', false: 'false' })[said] ?? '–');
}

function ordering(q, state, hand) {
  const { make, button, marked, set, say, locked } = hand;
  const texts = new Map(q.options.map(one => [one.id, one.text]));
  const shown = () => state.value ?? q.options.map(one => one.id);
  const node = make('div', 'ordering');

  function move(id, by) {
    const order = [...shown()];
    const from = order.indexOf(id), to = from + by;
    if (locked || to < 0 || to >= order.length) return;
    order.splice(to, 0, ...order.splice(from, 1));
    set(order);
    // The row has moved; the finger or the focus stays with it.
    const row = node.querySelector(`[data-id="${CSS.escape(id)}"]`);
    const [up, down] = row.querySelectorAll('button');
    (by < 0 ? (up.disabled ? down : up) : (down.disabled ? up : down)).focus();
    if (q.mode !== 'after_submission') say(`Moved to place ${to + 1} of ${order.length}.`);
  }
  function arrow(id, by, index, last) {
    const words = by < 0 ? 'up' : 'down';
    const one = button('arrow', by < 0 ? '↑' : '↓', () => move(id, by));
    one.setAttribute('aria-label', `Move ${words}: ${hand.unmarked(texts.get(id))}, now place ${index + 1}`);
    one.disabled = locked || (by < 0 ? index === 0 : index === last);
    return one;
  }
  function draw() {
    const order = shown();
    const list = make('ol', 'steps-in-order');
    list.append(...order.map((id, index) => {
      const row = make('li', 'row');
      row.dataset.id = id;
      const words = make('div', 'option');
      words.append(make('span', 'letter', index + 1), marked(make('span', 'words'), texts.get(id)));
      row.append(words, arrow(id, -1, index, order.length - 1), arrow(id, 1, index, order.length - 1));
      return row;
    }));
    node.replaceChildren(list);
    if (state.value === null && !locked) {
      const keep = button('quiet', 'The order is right as it stands', () => {
        set(order);
        node.querySelector('button:not(:disabled)').focus();   // this button is gone now
      });
      node.append(keep);
    }
  }
  return {
    node, draw,
    open: () => (state.value === null ? 'Put them in order first, or say that the order is right.' : ''),
    named: value => (value ? value.map(id => hand.unmarked(texts.get(id))).join(' → ') : 'nothing'),
    press: () => false,
  };
}

function number(q, state, hand) {
  const { make, button, set, locked } = hand;
  const PAUSE = 900;   // milliseconds without a key, after which a number is taken as typed
  const node = make('div', 'number');
  const input = make('input');
  input.type = 'text';
  input.inputMode = q.units.length > 1 || !q.unit ? 'text' : 'decimal';
  input.autocomplete = 'off';
  input.maxLength = 40;
  input.disabled = locked;
  input.setAttribute('aria-label', 'Your answer');
  input.setAttribute('aria-describedby', 'status');
  let timer = null;
  const typed = () => input.value.trim() || null;
  function flush() {
    clearTimeout(timer);
    timer = null;
    if (typed() !== state.value) set(typed());
  }
  input.oninput = () => {
    clearTimeout(timer);
    if (q.mode === 'after_submission') {
      timer = setTimeout(flush, PAUSE);
      state.timers.push(timer);
    } else flush();   // nothing is sent before Submit
  };
  input.onchange = flush;
  input.onkeydown = event => {
    if (event.key !== 'Enter') return;
    flush();
    hand.submit();
  };
  // The keys for numbers on a phone have no minus sign.
  const sign = button('sign quiet', '±', () => {
    input.value = /^[-−]/.test(input.value) ? input.value.slice(1) : `-${input.value}`;
    input.oninput();
    input.focus();
  });
  sign.setAttribute('aria-label', 'Change the sign');
  sign.disabled = locked;
  if (input.inputMode === 'decimal') node.append(sign);
  node.append(input);
  if (q.unit) node.append(make('span', 'unit', q.unit));
  return {
    node, flush,
    draw() {
      if (hand.focused() !== input) input.value = state.value ?? '';
      input.setAttribute('aria-invalid', Boolean(state.refused));
    },
    open: () => (state.value === null ? 'Type a number first.' : ''),
    named: value => value ?? 'nothing',
    press: () => false,
  };
}

const CONTROLS = { single: options, multiple: options, matching, truth, ordering, number };
