// What axe can not decide by itself, with the reason why it is in order. Each entry: the rule, the HTML of the
// element, and what axe says of it where only that is explained.
export const EXPLAINED = [
  // Names on the map: SVG text over the map's own background, in the ink of the page. Hidden from assistive technology; the
  // list beside the map has them all.
  { rule: 'color-contrast', html: /^<text x=/ },
  // Cells past the edge of a box that scrolls by itself: they have the colours of those within.
  { rule: 'color-contrast', html: /^<t[hd][ >]/, key: 'elmPartiallyObscured' },
];
