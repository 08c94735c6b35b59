/** Sessions, tokens and failed attempts count real time: a business clock moved for a scenario ends no session. */
import type { RealTime } from '@yimen/auth';

export const REAL_TIME = Symbol('REAL_TIME');

export const realTime: RealTime = () => Date.now();
