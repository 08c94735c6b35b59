/**
 * Passwords are made, not chosen: 16 characters of 31 are 79 bits, and none is mistaken for another when read aloud
 * or copied from paper (no 0/o, 1/l/i). Not here: hashing.
 */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 4;
const groupLength = 4;

/** @param pick an unpredictable whole number in 0..n-1, each equally likely */
export const newPassword = (pick: (n: number) => number): string =>
  Array.from({ length: groups }, () =>
    Array.from({ length: groupLength }, () => alphabet.charAt(pick(alphabet.length))).join(''),
  ).join('-');
