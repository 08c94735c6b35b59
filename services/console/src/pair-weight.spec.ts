import { pairStrength, reasonStrength } from './pair-weight';

it.each([
  [23.1, 'extreme'],
  [14, 'extreme'],
  [12.2, 'strong'],
  [5.3, 'fair'],
  [3.7, 'slight'],
  [-0.1, 'against'],
  [-6.6, 'against'],
])('a reason of %d bits is %s', (bits, word) => expect(reasonStrength(bits)).toBe(word));

it.each([
  [40, 'sure'],
  [26.5, 'likely'],
  [12, 'possible'],
  [-3, 'possible'],
])('a pair of %d bits is %s', (bits, word) => expect(pairStrength(bits)).toBe(word));
