/** HTTP bodies of designations. */
import { IsIn, IsString, Matches, MaxLength, ValidateBy } from 'class-validator';
import { designationEnds } from '@yimen/contracts';
import { isDate } from '@yimen/work-queue';

/** As the fact of the outcome: the name of an institution on one line. */
const maxInstitution = 60;
const oneLine = /^\P{Cc}*$/u;

const CalendarDate = (): PropertyDecorator =>
  ValidateBy({
    name: 'calendarDate',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isDate(value),
      defaultMessage: () => 'must be a calendar date, YYYY-MM-DD',
    },
  });

export class DesignationBody {
  @IsString()
  @MaxLength(maxInstitution)
  @Matches(oneLine)
  @Matches(/\S/)
  institution!: string;

  @CalendarDate() designatedOn!: string;
}

export class DesignationEndBody {
  @CalendarDate() endedOn!: string;

  @IsIn(designationEnds.map(({ code }) => code))
  reason!: string;
}
