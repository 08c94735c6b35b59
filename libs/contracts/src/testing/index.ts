/**
 * Golden examples for the tests of producers and consumers: every consumer runs every example of what it reads.
 * Guarantee: each example satisfies its schema (tested here).
 * Not here: builders with random content (`@yimen/testing`).
 */
export { examplesOf } from './golden-examples';
export type { GoldenExample } from '../generated/golden-examples';
