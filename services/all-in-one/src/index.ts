export { allServices } from './services';
export { consoleFolder } from './main';
