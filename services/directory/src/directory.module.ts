import { Module } from '@nestjs/common';
import { ALERTS } from '@yimen/service-kit';
import { AccountsController } from './accounts.controller';
import { AlertEvents } from './alerts/alert.events';
import { AgenciesController } from './agencies/agencies.controller';
import { DueChanges } from './agencies/due-changes';
import { AlertCalls } from './alerts/alert-calls';
import { AlertDispatch } from './alerts/alert-dispatch';
import { ALERT_SENDER, senderOf } from './alerts/alert-sender';
import { CountyLoader } from './county';
import { DirectoryController } from './directory.controller';
import { DutyController } from './duty/duty.controller';
import { Housekeeping } from './housekeeping';
import { LocalController } from './local.controller';
import { LocalKeyGuard } from './local-key.guard';
import { PasswordHasher } from './password-hasher';
import { REAL_TIME, realTime } from './real-time';
import { SessionController } from './session.controller';
import { SignIn } from './sign-in';

@Module({
  controllers: [
    SessionController,
    DirectoryController,
    AgenciesController,
    AccountsController,
    DutyController,
    LocalController,
    AlertEvents,
  ],
  providers: [
    AlertCalls,
    AlertDispatch,
    CountyLoader,
    DueChanges,
    Housekeeping,
    LocalKeyGuard,
    PasswordHasher,
    SignIn,
    { provide: REAL_TIME, useValue: realTime },
    { provide: ALERT_SENDER, useFactory: senderOf, inject: [ALERTS] },
  ],
})
export class DirectoryModule {}
