import { looksIn } from '../views-tour/looks';

looksIn('high-contrast');
