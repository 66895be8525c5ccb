// What a page looks like to somebody who enlarges it, spreads its text or cannot bear movement.
// Each function returns a list of sentences, one for each thing that is wrong.
(() => {
  // Everything on the page, what stands in the card's own tree included.
  const all = (root = document.body) => [...root.querySelectorAll('*')]
    .flatMap(one => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
  const up = one => one.parentElement ?? one.getRootNode().host ?? null;
  const name = one => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''} “${(one.innerText ?? '').trim().slice(0, 50)}”`;
  const within = (one, test) => { for (let at = one; at; at = up(at)) if (test(at)) return true; return false; };
  const main = () => document.querySelector('[data-testid="stMain"]') ?? document.documentElement;
  const unseen = one => within(one, at => {
    const { clipPath, visibility, opacity, display } = getComputedStyle(at);
    return clipPath.startsWith('inset(5') || visibility === 'hidden' || opacity === '0' || display === 'none';
  });
  const moves = one => one !== main() && /auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1;
  const said = one => [...one.childNodes].some(each => each.nodeType === 3 && each.data.trim());

  // A heading that stays in sight above a form is shortened: its text stands whole in the form.
  const whole = one => !within(one, at => at.matches('.st-key-saving h1'));

  // 1.4.10: the page is read without moving it sideways, and nothing ends beyond its edge.
  const sideways = () => {
    const wide = Math.max(main().scrollWidth - main().clientWidth, document.documentElement.scrollWidth - innerWidth);
    const out = all().filter(one => (said(one) || one.matches('button, input, a, select, textarea, img')) && !unseen(one) && whole(one))
      .filter(one => { const at = one.getBoundingClientRect(); return at.width && at.right > innerWidth + 1 && at.left < innerWidth; })
      .filter(one => !within(one, moves)).map(name);
    return wide > 0 ? [`The page is ${wide} pixels wider than its window: ${out.slice(0, 4).join('; ')}`] : out;
  };
  // 1.4.4, 1.4.12: no text is cut off by its own box.
  const cut = () => all().filter(one => said(one) && one.clientWidth > 2 && !unseen(one) && whole(one)).filter(one => {
    const { overflowX, overflowY } = getComputedStyle(one);
    return (/hidden|clip/.test(overflowX) && one.scrollWidth > one.clientWidth + 1)
      || (/hidden|clip/.test(overflowY) && one.scrollHeight > one.clientHeight + 4);
  }).map(one => `cut off: ${name(one)}`);
  // 1.4.12: what a reader may set for every text; true puts it on, false takes it off.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
  const spread = on => [document, ...all().map(one => one.shadowRoot).filter(Boolean)].forEach(root => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter(one => one !== sheet).concat(on ? [sheet] : []);
  });
  // 2.3.3 and the wish for less movement: nothing of it lasts longer than a blink.
  const longest = text => Math.max(...text.split(',').map(one => parseFloat(one) * (/ms$/.test(one) ? 1 : 1000)));
  const moving = () => all().filter(one => {
    const { transitionDuration, animationDuration } = getComputedStyle(one);
    return longest(transitionDuration) > 20 || longest(animationDuration) > 20;
  }).map(one => `moves: ${name(one)}`);
  // Everything that opens in its place is opened.
  const open = () => {
    const shut = all().filter(one => one.matches('details:not([open]) > summary'));
    shut.forEach(one => one.click());
    return shut.length;
  };
  window.measuring = { sideways, cut, spread, moving, open };
})();
