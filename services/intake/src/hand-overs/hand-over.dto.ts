import { Matches } from 'class-validator';
import { SpokenText } from '../plain-text';

export class HandOverBody {
  @Matches(/^[A-Z]{2,5}$/) county!: string;
  @SpokenText(500) reason!: string;
}
