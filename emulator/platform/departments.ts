export const DEPARTMENTS: readonly string[] =
  'Support,Payments,Sales,Claims,Collections,Retention,Fraud,Onboarding,Loyalty,TechSupport'.split(',');
