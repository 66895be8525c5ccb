// What Streamlit's own markup lacks for whoever does not see the page, or does not use a mouse.
const MENDED = {
  // The menus of a phone are lists in a list without an item between.
  '[data-testid="stSidebarNavItems"]:has(> div)': list => {
    list.setAttribute('role', 'presentation');
    for (const one of list.children) {
      const alone = one.matches('li');
      one.setAttribute('role', alone ? 'presentation' : 'list');
      if (!alone) one.setAttribute('aria-label', one.querySelector('header')?.innerText ?? '');
    }
  },
  // What moves by itself is moved by the arrow keys, once it has the focus.
  '.stMain :is([data-testid="stMarkdownContainer"] table, .st-key-matrix, .stHtml:has(table), pre)': one => {
    if (one.scrollWidth > one.clientWidth) one.tabIndex = 0;
    else one.removeAttribute('tabindex');
  },
  // Headings are as large as they should look; their levels follow one another.
  '.stMain': main => {
    const above = [[0, 0]];
    main.querySelectorAll('h1, h2, h3, h4, h5, h6').forEach(one => {
      const size = Number(one.tagName[1]);
      while (above.at(-1)[0] >= size) above.pop();
      const level = above.at(-1)[1] + 1;
      above.push([size, level]);
      if (level === size) one.removeAttribute('aria-level');
      else one.setAttribute('aria-level', level);
    });
  },
  // An explanation may be longer than its box, and hold nothing else that takes the focus.
  '[data-testid="stPopoverBody"]': one => { one.tabIndex = 0; },
};
addEventListener('DOMContentLoaded', () => {
  let waits = 0;
  const mend = () => {
    waits = 0;
    for (const [found, how] of Object.entries(MENDED)) document.querySelectorAll(found).forEach(how);
  };
  const soon = () => { waits ||= requestAnimationFrame(mend); };
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  addEventListener('resize', soon);
  document.addEventListener('toggle', soon, true);
  // Streamlit takes r and c alone for commands of its own, which nobody here could switch off.
  document.body.addEventListener('keydown', event => {
    const alone = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (alone && /^[rc]$/i.test(event.key)) event.stopPropagation();
  });
});
