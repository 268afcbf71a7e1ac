// How an embed looks, before it is painted. It is inlined in every embed page with the same
// text, so that one hash in the Content Security Policy allows it.
(() => {
  const { dataset } = document.documentElement;
  const asked = new URLSearchParams(location.search);
  if (['light', 'dark'].includes(asked.get('theme'))) dataset.theme = asked.get('theme');
  if (asked.get('transparent') === '1') dataset.transparent = '';
  if (asked.get('fit') === 'frame') dataset.fit = '';
})();
