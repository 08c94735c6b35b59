export { allServices } from './services';
export { runAll } from './main';
