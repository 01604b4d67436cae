import { statesIn } from '../../support/org-states';

statesIn('light');
