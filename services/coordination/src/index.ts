/** Coordination 协同: cases, referrals, notices, clocks, responsibility tables. */
export { coordinationService } from './coordination.service';
