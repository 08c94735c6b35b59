export { aDesk, type Desk, type Reply, type Told } from './desk';
export { aClock, aNotice, aRedReferral, aReferral, changed, issued, notified, startOfTests } from './referrals';
