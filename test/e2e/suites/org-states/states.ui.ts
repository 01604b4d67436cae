import { statesIn } from '../../support/org-states';

statesIn('dark');
