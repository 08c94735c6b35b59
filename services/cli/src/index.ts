export { scoreAll, totalScore } from './scenarios/score';
