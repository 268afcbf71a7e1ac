// How an embed looks, before it is painted. It is inlined in every embed page with the same
// text, so that one hash in the Content Security Policy allows it.
(() => {
  const { dataset } = document.documentElement;
  const asked = new URLSearchParams(location.search);
  if (['light', 'dark'].includes(asked.get('theme'))) dataset.theme = asked.get('theme');
  if (asked.get('transparent') === '1') dataset.transparent = '';
  // WordPress gives its frames the height of their content.
  if (asked.get('fit') === 'frame' && !location.hash.startsWith('#?secret=')) dataset.fit = '';
})();
