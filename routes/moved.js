// A page that changes without being loaded: screen readers are told its title, and whoever's
// place is gone with the page before finds it at the heading.
const REST = 400;   // milliseconds in which a title may still change
addEventListener('DOMContentLoaded', () => {
  // In a tree of its own: it is heard, and nothing that looks through the page comes upon it.
  const spoken = document.createElement('p');
  spoken.setAttribute('role', 'status');
  const place = document.createElement('div');
  place.className = 'spoken';
  place.attachShadow({ mode: 'closed' }).append(spoken);
  document.body.append(place);
  let path = location.pathname, timer;
  const tell = () => {
    spoken.textContent = document.title;
    const heading = document.querySelector('.stMain h1');
    const moved = path !== location.pathname;
    path = location.pathname;
    if (!moved || !heading || document.activeElement !== document.body) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };
  new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(tell, REST); })
    .observe(document.querySelector('title'), { childList: true });
});
