export { aDesk, type Desk, type Reply, type Told } from './desk';
export { describeDesk } from './describe-desk';
export { anItem, aSignedItem, colleague, given, me } from './items';
export {
  aClock,
  aNotice,
  aRedReferral,
  aReferral,
  changed,
  issued,
  notified,
  startOfTests,
} from './referrals';
