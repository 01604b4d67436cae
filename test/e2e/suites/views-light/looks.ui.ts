import { looksIn } from '../views-tour/looks';

looksIn('light');
