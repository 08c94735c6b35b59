import { giveUpParkedEventsByTwo } from '@yimen/service-kit';
import { DirectoryBegins1790000000000 } from './1790000000000-directory-begins';
import { Installation1790000100000 } from './1790000100000-installation';
import { DutyRoster1790000700000 } from './1790000700000-duty-roster';
import { alertsToSend } from './1790001700000-alerts-to-send';
import { agenciesChange } from './1790001700200-agencies-change';
import { tellOfCounties } from './1790001700100-tell-of-counties';

/** In the order in which they run. */
export const migrations = [
  DirectoryBegins1790000000000,
  Installation1790000100000,
  giveUpParkedEventsByTwo('directory'),
  DutyRoster1790000700000,
  alertsToSend,
  tellOfCounties,
  agenciesChange,
];
