// The answer card: one question is answered, each change is saved, and the way leads to the next.
// card.py puts STYLE (card.css) and CONTROLS (controls.js) in front of this.
// What the server acknowledged is on disk; what it did not acknowledge stays loudly on screen.

const queues = new Map();     // attempt -> the end of its queue of saves, so that order is kept
const known = new Map();      // attempt/position -> what the server acknowledged last
const states = new Map();     // attempt/position -> what was chosen here, however often it is drawn
let ended = false;            // the session that this page began with is over
const RETRY = 2000;           // milliseconds
const UNREADABLE = 422;       // the status of an answer that is none
// A connection may be dead without a word: a router forgets the phone that rests in a pocket.
const PATIENCE = 5000;        // milliseconds for a reply
const SIGNS = { lt: '<', gt: '>', amp: '&', nbsp: '\u00a0' };
const OFFLINE = 'NOT SAVED: no connection. Trying again …';

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const q = { theme: null, parts: [], unit: null, units: [], ...data[0] };
  const spot = `${q.attempt}/${q.position}`;
  const earlier = parentElement._card;
  earlier?.stop();
  if (!parentElement.querySelector('.card')) {
    parentElement.append(make('style', '', STYLE), make('div', 'card'));
  }
  const root = parentElement.querySelector('.card');
  const saves = q.mode === 'after_submission';
  const locked = q.final || q.closed;
  const before = states.get(spot);
  // A change of colours or a lost connection draws the card anew; what is not saved stays on it.
  const stays = before && !q.final && (before.unsaved || (!saves && before.seq === q.seq));
  const state = stays ? before : {
    value: q.value, confidence: q.confidence, seq: q.seq, flag: q.flag,
    struck: new Set(q.struck), note: q.note, unsaved: null, since: Date.now(), timers: [],
    remark: before?.remark ?? '', typing: null, warned: false, refused: '',
  };
  states.set(spot, state);
  const held = known.get(spot);
  if (!stays && held && held.seq > q.seq) Object.assign(state, held);

  // --- small makers ---------------------------------------------------------------------------
  function make(tag, name, text) {
    const node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  }
  function button(name, text, press) {
    const node = make('button', name, text);
    node.type = 'button';
    node.onclick = press;
    return node;
  }
  // **strong**, *emphasis* and `code` are all that one line may hold; what Markdown would read as
  // a mark stands behind a backslash, and a few signs under their names.
  function marked(node, text) {
    const plain = part => part.replace(/\\([!-/:-@[-`{-~])/g, '$1')
      .replace(/&(lt|gt|amp|nbsp);/g, (_, name) => SIGNS[name]);
    text.split(/(\*\*(?:\\.|[^*\\])+\*\*|\*(?:\\.|[^*\\])+\*|`[^`]+`|\\.)/).forEach(part => {
      if (/^\*\*.+\*\*$/.test(part)) node.append(make('strong', '', plain(part.slice(2, -2))));
      else if (/^\*.+\*$/.test(part)) node.append(make('em', '', plain(part.slice(1, -1))));
      else if (/^`.+`$/.test(part)) node.append(make('code', '', part.slice(1, -1)));
      else node.append(plain(part));
    });
    return node;
  }
  const unmarked = text => marked(make('span'), text).textContent;
  const clock = iso => new Date(iso).toLocaleTimeString([], { hour12: false });
  const spent = () => Math.round((Date.now() - state.since) / 1000) + q.seconds;

  // --- saying ---------------------------------------------------------------------------------
  // One place speaks for all questions: words that came together with it would not be read out.
  const status = root.querySelector('.status') ?? make('p', 'status');
  status.setAttribute('role', 'status');
  status.id = 'status';
  function say(text, kind = '', ...more) {
    if (state.stopped) return;   // what became of another question is not said on this one
    status.className = `status ${kind}`;
    status.replaceChildren(text, ...more);
  }

  // --- saving ---------------------------------------------------------------------------------
  async function post(path, body) {
    if (q.tried) return Response.json({ at: new Date().toISOString(), message: 'Chosen. Nothing is recorded.' });
    const reply = await fetch(path, {
      method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ attempt: q.attempt, position: q.position, ...body }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (reply.status === 401) ended = true;
    return reply;
  }
  function save() {
    const sent = { value: state.value, confidence: state.confidence };
    state.unsaved = sent;
    state.tell('Saving …');   // what it said before was about the answer before
    const turn = (queues.get(q.attempt) ?? Promise.resolve()).then(() => deliver(sent));
    queues.set(q.attempt, turn);
    return turn;
  }
  async function deliver(sent) {
    if (state.unsaved !== sent) return true;   // a later choice of this question is in the queue
    for (;;) {
      let reply, body, late;
      try {
        reply = await post('/answer', { ...sent, seen: state.seq, seconds: spent() });
        body = await reply.json();
      } catch (error) {
        late = error.name === 'TimeoutError';
        state.tell(OFFLINE, 'loud');
      }
      if (reply?.ok && body) {
        state.seq = body.seq;
        if (state.unsaved === sent) state.unsaved = null;
        known.set(spot, { ...sent, seq: body.seq });
        state.tell(q.tried ? body.message : `Saved ${clock(body.at)}`, 'good');
        state.count();
        return true;
      }
      if (reply && body && body.seq !== undefined && reply.status === 409) return state.conflict(body, sent);
      if (reply?.status === 401) {
        const link = make('a', '', 'Sign in again in a new tab');
        link.href = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
        link.target = '_blank';
        state.tell('NOT SAVED: you are signed out. ', 'loud', link, ' and this answer is saved by itself.');
      } else if (reply && body && reply.status < 500) {
        state.unsaved = null;
        if (reply.status === UNREADABLE) {   // what was typed stays, to be put right
          state.refused = body.message;
          state.draw();
          state.tell(`NOT SAVED: ${body.message}`, 'loud');
        } else {
          state.tell(`NOT SAVED: ${body.message} `, 'loud', button('small', 'Show what is saved', () => go(q.position)));
        }
        return false;
      } else if (reply) {
        state.tell('NOT SAVED: the server has a problem. Trying again …', 'loud');
      }
      if (!late) await new Promise(done => {
        state.wake = done;
        state.timers.push(setTimeout(done, RETRY));
      });
      if (state.stopped && state.unsaved !== sent) return false;
    }
  }
  function conflict(body, mine) {
    state.seq = body.seq;
    state.unsaved = null;
    const [theirs, ours] = [control.named(body.current), control.named(mine.value)];
    say(`Changed in another window: ${theirs} is saved there. Here you chose ${ours}. `, 'loud');
    status.append(
      button('small', `Keep ${theirs}`, () => { state.value = body.current; draw(); say('Kept.'); }),
      button('small', `Save ${ours}`, () => { state.value = mine.value; draw(); save(); }));
    return false;
  }
  function margin() {
    if (q.tried) return;
    clearTimeout(state.typing);
    state.typing = null;
    const body = { flag: state.flag, struck: [...state.struck], note: state.note };
    const turn = (queues.get(q.attempt) ?? Promise.resolve()).then(async () => {
      try {
        const reply = await post('/aside', body);
        const told = await reply.json();
        if (reply.ok) say(`Saved ${clock(told.at)}`, 'good'); else say(`NOT SAVED: ${told.message}`, 'loud');
      } catch { say('NOT SAVED: no connection. Change it again to retry.', 'loud'); }
    });
    queues.set(q.attempt, turn);
  }

  // --- going ----------------------------------------------------------------------------------
  // The target stands in the message: a double click, or the same click sent again after a lost
  // connection, cannot skip a question.
  async function go(to) {
    control.flush?.();
    if (drafted() && to !== q.position && !state.warned) {
      state.warned = true;   // a second press leaves it
      const how = q.confidenceRule === 'required' ? 'say how sure you are' : 'press Submit answer';
      return say(`Not submitted yet: ${how}. Or press again to leave the question for later.`, 'loud');
    }
    root.classList.add('busy');
    await (queues.get(q.attempt) ?? Promise.resolve());
    if (state.unsaved) { root.classList.remove('busy'); return; }
    if (state.refused && to !== q.position && !state.warned) {
      state.warned = true;
      root.classList.remove('busy');
      const kept = known.get(spot)?.value ?? q.value;
      const or = kept === null ? 'leave it unanswered' : `keep ${control.named(kept)}`;
      return say(`NOT SAVED: ${state.refused} Or press again to ${or}.`, 'loud');
    }
    if (ended) return visit(to);
    // Nothing keeps the answers of a try: each travels with the step that leaves its question.
    const kept = q.tried && saves && !locked && state.value !== null
      ? { save: { value: state.value, confidence: state.confidence, seen: q.seq, seconds: spent() } } : {};
    const send = () => setTriggerValue('go', { from: q.position, to, ...kept });
    send();
    let again = 0;   // what is sent while the page connects anew is lost
    state.timers.push(setInterval(() => { send(); if (++again % 3 === 0 && !q.tried) reopen(to); }, RETRY));
  }
  // Where the server answers and the page's own connection does not, the page is opened anew:
  // the address says the place, and all that counts is on disk.
  async function reopen(to) {
    const reply = await fetch('/healthz', { signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
    if (reply?.ok && !state.stopped) visit(to);
  }
  // The page's socket belongs to the session it was opened in; after signing in again in another
  // tab, a new page belongs to the new one.
  function visit(to) {
    const address = new URL(location);
    address.searchParams.set('q', to);
    location.assign(address);
  }
  const drafted = () => !saves && !locked && !state.unsaved && state.value !== null;
  function settle() {   // after_each_item: one run saves for good and shows the feedback
    const sent = { value: state.value, confidence: state.confidence };
    state.unsaved = sent;
    say('Saving …');
    const answer = { ...sent, seen: state.seq, seconds: spent() };
    const send = () => setTriggerValue('go', { from: q.position, to: q.position, save: answer });
    send();
    if (q.tried) state.timers.push(setInterval(send, RETRY));   // it has no other way than this one
    else insist();
  }
  // Where that run does not come, or does not save, the answer goes the other way: the server
  // takes the same answer as often as it arrives, and says what it has against it.
  function insist() {
    root.classList.add('busy');
    state.timers.push(setTimeout(async () => {
      if (await save()) go(q.position); else root.classList.remove('busy');
    }, RETRY));
  }

  // --- answering ------------------------------------------------------------------------------
  function set(value) {
    state.value = value;
    state.warned = false;
    state.refused = '';
    draw();
    if (saves) save();
  }
  // A part of an answer is saved where it can still grow; what is final has to be whole.
  const lacks = () => (saves && state.value !== null ? '' : control.open());
  function rate(how) {
    if (locked || lacks()) return say(lacks(), 'loud');
    state.confidence = how;
    draw();
    saves ? save() : settle();
  }
  function submit() {
    if (saves || locked) return;
    if (lacks()) return say(lacks(), 'loud');
    if (q.confidenceRule === 'required') ratings.querySelector('button')?.focus(); else settle();
  }

  // --- drawing --------------------------------------------------------------------------------
  const ratings = make('div', 'ratings');
  const steps = make('div', 'steps');
  const places = make('div', 'places');

  function draw() {
    control.draw();
    refresh();
  }
  // What is pressed stays where it is: a press begins on the button on which it ends, and typing
  // ends with the press of another button.
  function refresh() {
    const open = lacks() !== '';
    ratings.querySelectorAll('button').forEach(node => {
      node.disabled = locked || open;
      node.setAttribute('aria-pressed', state.confidence === node.dataset.how);
    });
    steps.querySelectorAll('[data-whole]').forEach(node => { node.disabled = open; });
  }
  function drawRatings() {
    if (q.confidenceRule === 'off' || q.final) return ratings.replaceChildren();
    const hint = saves ? 'How sure are you?' : 'How sure are you? Your choice submits the answer.';
    ratings.replaceChildren(make('p', 'hint', hint), ...['sure', 'fairly', 'guess'].map(how => {
      const node = button('rating', how[0].toUpperCase() + how.slice(1), () => rate(how));
      node.dataset.how = how;
      return node;
    }));
  }
  function drawSteps() {
    const flag = button('quiet', state.flag ? '⚑ Flagged' : '⚐ Flag', () => {
      state.flag = !state.flag;
      drawSteps();
      refresh();
      navigator_();
      margin();
      steps.querySelector('[data-flag]').focus();   // the button that was pressed is gone
    });
    flag.dataset.flag = '';
    flag.setAttribute('aria-pressed', state.flag);
    const marks = q.tried ? [] : [flag];   // what is written in the margin is kept, or not offered
    const back = button('quiet', 'Back', () => go(q.position - 1));
    back.disabled = q.position === 1;
    const last = q.position === q.total;
    const next = button('primary', last ? q.lastLabel : 'Next', () => go(last ? 'end' : q.position + 1));
    const submits = !saves && !q.final && q.confidenceRule !== 'required' && !q.closed;
    if (submits) {
      const send = button('primary', 'Submit answer', submit);
      send.dataset.whole = '';
      const skip = button('quiet', last ? q.lastLabel : 'Skip', next.onclick);
      return steps.replaceChildren(back, ...marks, skip, send);
    }
    if (!saves && !q.final) { next.className = 'quiet'; if (!last) next.textContent = 'Skip'; }
    steps.replaceChildren(back, ...marks, next);
  }
  function navigator_() {
    const mine = { answered: state.seq > 0 && state.value !== null, flagged: state.flag };
    places.replaceChildren(...q.places.map((code, index) => {
      const here = index + 1 === q.position;
      const answered = here && !q.final ? mine.answered : code.includes('a');
      const flagged = here ? mine.flagged : code.includes('f');
      const node = button(`place${answered ? ' answered' : ''}${flagged ? ' flagged' : ''}${here ? ' here' : ''}`, index + 1, () => go(index + 1));
      node.setAttribute('aria-label', `Question ${index + 1}: ${answered ? 'answered' : 'not answered'}${flagged ? ', flagged' : ''}`);
      if (here) node.setAttribute('aria-current', 'step');
      return node;
    }));
  }
  function folded(title, body) {
    const details = make('details');
    details.append(make('summary', '', title), body);
    return details;
  }
  function notes() {
    const area = make('textarea');
    area.value = state.note;
    area.maxLength = 4000;
    area.setAttribute('aria-label', 'Private note');
    area.placeholder = 'Only you see this. No patient details, please.';
    area.oninput = () => {
      state.note = area.value;
      clearTimeout(state.typing);
      state.typing = setTimeout(margin, RETRY / 2);
    };
    area.onchange = () => { if (state.typing) margin(); };
    return area;
  }
  function remark() {
    const area = make('textarea');
    area.maxLength = 4000;
    area.setAttribute('aria-label', 'Comment to the authors');
    area.placeholder = 'What should the authors look at?';
    area.value = state.remark;
    area.oninput = () => { state.remark = area.value; };
    const send = button('quiet', 'Send to the authors', async () => {
      try {
        const reply = await post('/comment', { text: area.value });
        const told = await reply.json();
        if (!reply.ok) return say(`NOT SENT: ${told.message}`, 'loud');
        area.value = state.remark = '';
        say('Thank you: the authors have your comment.', 'good');
      } catch { say('NOT SENT: no connection. Send it again.', 'loud'); }
    });
    const both = make('div', 'remark');
    both.append(area, send);
    return both;
  }
  function foot() {
    const line = make('p', 'foot', `${q.person} · `);
    ['Home', 'Sign out'].forEach((word, index) => {
      const link = make('a', '', word);
      link.href = ['/', '/sign-out'][index];
      line.append(index ? ' · ' : '', link);
    });
    return line;
  }
  function countdown() {
    const node = make('p', 'time');
    const since = [performance.now(), Date.now()];
    let warned = q.remaining <= 300;
    const tick = () => {
      // The first clock of a phone may stand still while it sleeps.
      const passed = Math.max(performance.now() - since[0], Date.now() - since[1]) / 1000;
      const left = Math.max(0, Math.ceil(q.remaining - passed));
      node.textContent = `Time left ${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
      node.classList.toggle('short', left <= 300);
      if (left <= 300 && !warned) say('Five minutes left.', 'loud');
      warned ||= left <= 300;   // a page in the background may sleep through the very second
      if (left === 0) { clearInterval(timer); go('end'); }
    };
    const timer = setInterval(tick, 1000);
    state.timers.push(timer);
    tick();
    return node;
  }

  // --- the whole ------------------------------------------------------------------------------
  const fieldset = make('fieldset');
  const legend = marked(make('legend'), q.leadIn);
  legend.tabIndex = -1;
  const control = CONTROLS[q.control](q, state, {
    make, button, marked, unmarked, say, set, margin, submit, locked,
    focused: () => parentElement.activeElement,
  });
  // A lead-in may say by itself how to answer.
  const hint = q.instruction === q.leadIn ? '' : q.instruction;
  fieldset.append(legend, make('p', 'hint', [hint, q.marking].filter(Boolean).join(' ')), control.node);
  root.className = q.tried ? 'card tried' : 'card';
  root.dataset.position = q.position;
  // Letters choose wherever in the card the focus is, as long as nobody is writing.
  const press = event => {
    const at = event.composedPath()[0];
    const writes = at.isContentEditable || at.matches?.('textarea, select, input:not([type=radio], [type=checkbox])');
    if (writes || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!control.press(event.key.toLowerCase())) return;
    event.preventDefault();
    event.stopPropagation();   // r and c are the app frame's own shortcuts
  };
  drawRatings();
  drawSteps();
  draw();
  navigator_();
  const bar = status.parentElement ?? make('div', 'bar');   // on a phone it stays below everything
  [...root.children].forEach(one => { if (one !== bar) one.remove(); });
  if (!bar.parentElement) root.append(bar);
  [...bar.children].forEach(one => { if (one !== status) one.remove(); });
  if (!status.parentElement) bar.append(status);
  status.before(ratings);
  status.after(steps);
  if (!q.final) root.prepend(fieldset);
  root.append(
    folded(`All questions: ${q.done} of ${q.total} answered`, places),
    ...(q.tried ? [] : [
      folded(state.note ? 'Private note ✎' : 'Private note', notes()),
      folded('Comment on this question', remark()),
      foot()]));   // what is tried stands on a page with its own navigation, often beside a form
  // A save that is under way speaks through the card that is on screen now.
  Object.assign(state, { tell: say, count: navigator_, conflict, draw, stopped: false });
  if (earlier?.position !== q.position) say('');
  if (q.remaining !== null && !q.closed) bar.prepend(countdown());
  if (q.refused && !state.refused) {
    Object.assign(state, { unsaved: null, refused: q.message });
    draw();
    say(`NOT SAVED: ${q.message}`, 'loud');
    control.node.querySelector('input')?.focus();
  } else if (state.unsaved) {
    say('NOT SAVED yet. Trying again …', 'loud');
    if (!saves) q.tried ? settle() : insist();
  }
  else if (q.message) say(q.message, 'loud');
  else if (q.final) say(q.verdict);
  else if (q.savedAt) say(`Saved ${clock(q.savedAt)}`, 'good');

  const wake = () => { if (document.visibilityState === 'visible') state.wake?.(); };
  const unkept = () => state.unsaved || state.typing || state.remark || drafted();
  const leave = event => { if (unkept()) event.preventDefault(); };
  root.addEventListener('keydown', press);
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', wake);
  window.addEventListener('beforeunload', leave);
  parentElement._card = {
    position: q.position,
    final: q.final,
    stop() {
      state.stopped = true;
      if (state.typing) margin();
      state.timers.forEach(timer => { clearTimeout(timer); clearInterval(timer); });
      state.wake?.();
      root.removeEventListener('keydown', press);
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', wake);
      window.removeEventListener('beforeunload', leave);
    },
  };
  document.title = `Question ${q.position} of ${q.total}`;
  if (earlier && earlier.position !== q.position) {
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    legend.focus({ preventScroll: true });
  } else if (!earlier && !q.tried && !q.final && document.activeElement === document.body) {
    legend.className = 'first';   // nobody pressed a key yet: there is nothing to be found again
    legend.focus({ preventScroll: true });   // letters choose from the first question on
  } else if (earlier && q.final && !earlier.final) {
    requestAnimationFrame(() => {
      const verdict = document.querySelector('.st-key-verdict');
      if (!verdict) return;
      verdict.style.scrollMarginTop = '5rem';   // below the frame's own header
      verdict.scrollIntoView({ block: 'start' });
    });
    steps.querySelector('.primary')?.focus({ preventScroll: true });
  }
  return () => parentElement._card?.stop();
}
