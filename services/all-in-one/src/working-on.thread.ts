/** Cases and desks, in the second thread of the process that `main.ts` starts. */
import { runBeside } from '@yimen/service-kit';
import { workingOn } from './services';

runBeside(workingOn);
