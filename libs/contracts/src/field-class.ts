/**
 * How secret a field is. Every field of every event schema has one (`x-class`); the generator lists them by path.
 * Guarantee: a field without a class passes nowhere, and makes a test red.
 * Not here: who may read which row (`@yimen/auth`, row-level security).
 */

export type FieldClass = 'public' | 'work' | 'personal' | 'sensitive' | 'reporter';
