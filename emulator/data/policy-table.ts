/** One policy of the data set. Groups stand by name; their ids differ from org to org. */
export interface PolicyRow {
  name: string;
  about?: string;
  /**
   * Group names; `user`, `skill:…` and `location:…` give the other kinds of target, `unknown` a group that is
   * not there.
   */
  targets: string[];
  days: number;
  priority: number;
  disabled?: true;
  masks?: string[];
  masking?: boolean;
  consent?: true;
  bestEffort?: true;
  listedWithoutEtag?: true;
}

const card = '\\b\\d{4}[- ]?\\d{4}[- ]?\\d{4}[- ]?\\d{4}\\b';
const socialSecurity = '\\b\\d{3}[- ]?\\d{2}[- ]?\\d{4}\\b';

/** Thirty policies of a grown org: most are correct, and each common problem occurs. */
export const policyTable: readonly PolicyRow[] = [
  {
    name: 'Support_AgentDesktop_Recording',
    about: 'Desktop of support agents, kept 90 days.',
    targets: ['Support Agents'],
    days: 90,
    priority: 200,
  },
  { name: 'Support_TeamLead_Recording', targets: ['Support Team Leads'], days: 60, priority: 300 },
  { name: 'Support_Evening_Recording', targets: ['Support Evening Shift'], days: 90, priority: 210 },
  {
    name: 'Payments_CardEntry_Recording',
    about: 'PCI: card entry, kept 90 days.',
    targets: ['Payments Agents', 'Payments Evening Shift'],
    days: 90,
    priority: 110,
    masks: [card],
  },
  {
    name: 'Payments_TeamLead_Recording',
    targets: ['Payments Team Leads'],
    days: 120,
    priority: 310,
    masks: [card],
  },
  {
    name: 'Payments_Vendor_Recording',
    about: 'Vendors who take payments.',
    targets: ['Payments Vendors'],
    days: 180,
    priority: 220,
    masks: [card, socialSecurity],
    consent: true,
  },
  { name: 'Sales_Outbound_Recording', targets: ['Sales Agents'], days: 45, priority: 230, bestEffort: true },
  { name: 'Sales_TeamLead_Recording', targets: ['Sales Team Leads'], days: 45, priority: 320 },
  {
    name: 'Claims_Handling_Recording',
    about: 'HIPAA: claims with medical data.',
    targets: ['Claims Agents'],
    days: 365,
    priority: 120,
    masks: [socialSecurity],
  },
  { name: 'Claims_Evening_Recording', targets: ['Claims Evening Shift'], days: 365, priority: 240 },
  {
    name: 'Collections_Calls_Recording',
    targets: ['Collections Agents', 'Collections Evening Shift'],
    days: 180,
    priority: 250,
  },
  {
    name: 'Retention_Saves_Recording',
    targets: ['Retention Agents'],
    days: 30,
    priority: 260,
    listedWithoutEtag: true,
  },
  {
    name: 'Fraud_Investigation_Recording',
    about: 'Fraud desk. SOC 2 evidence, kept 365 days.',
    targets: ['Fraud Agents', 'Fraud Team Leads'],
    days: 365,
    priority: 105,
    masks: [card, socialSecurity],
  },
  {
    name: 'Onboarding_Training_Recording',
    targets: ['Onboarding Agents'],
    days: 30,
    priority: 330,
    consent: true,
  },
  { name: 'Loyalty_Service_Recording', targets: ['Loyalty Agents'], days: 60, priority: 270 },
  {
    name: 'TechSupport_Remote_Recording',
    about: 'Remote sessions of technical support.',
    targets: ['TechSupport Agents'],
    days: 90,
    priority: 280,
  },
  {
    name: 'Quality_Sampling_Recording',
    targets: ['skill:quality-sampling'],
    days: 30,
    priority: 340,
    bestEffort: true,
  },
  { name: 'Lisbon_Site_Recording', targets: ['location:lisbon'], days: 60, priority: 290 },
  // From here on each one has a fault.
  {
    name: 'Support_Override_Recording',
    about: 'Meant to beat the policy of support agents; the same priority decides nothing.',
    targets: ['Support Agents'],
    days: 30,
    priority: 200,
  },
  {
    name: 'Sales_Pilot_Recording',
    about: 'A role override that never wins against the department.',
    targets: ['Sales Agents'],
    days: 14,
    priority: 350,
  },
  {
    name: 'Payments_Legacy_Recording',
    about: 'PCI scope, with masking off.',
    targets: ['Payments Agents'],
    days: 90,
    priority: 360,
    masking: false,
    masks: [card],
  },
  {
    name: 'Claims_Notes_Recording',
    about: 'Kept for 90 days.',
    targets: ['Claims Team Leads'],
    days: 30,
    priority: 370,
  },
  {
    name: 'Fraud_Patterns_Recording',
    about: 'Its pattern takes exponential time.',
    targets: ['Fraud Evening Shift'],
    days: 90,
    priority: 380,
    masks: ['^(\\w+\\s?)*$'],
  },
  {
    name: 'Collections_Undelimited_Recording',
    about: 'Masks only numbers without spaces.',
    targets: ['Collections Team Leads'],
    days: 60,
    priority: 390,
    masks: ['[0-9]{16}'],
  },
  {
    name: 'old payments policy',
    about: 'Older than the naming convention.',
    targets: ['Payments Team Leads'],
    days: 30,
    priority: 40,
    disabled: true,
    listedWithoutEtag: true,
  },
  {
    name: 'Loyalty_Vendor_Recording',
    about: 'Its group has no member.',
    targets: ['Loyalty Vendors'],
    days: 30,
    priority: 275,
  },
  {
    name: 'Retention_Moved_Recording',
    about: 'Its group was deleted.',
    targets: ['unknown'],
    days: 30,
    priority: 265,
  },
  {
    name: 'Onboarding_OneAgent_Recording',
    about: 'Names a single agent.',
    targets: ['user'],
    days: 30,
    priority: 335,
  },
  {
    name: 'TechSupport_Short_Recording',
    about: 'Older than the retention boundary of the org.',
    targets: ['TechSupport Evening Shift'],
    days: 7,
    priority: 285,
  },
  {
    name: 'Collections_Inactive_Recording',
    about: 'Every member has left.',
    targets: ['Collections Vendors'],
    days: 60,
    priority: 255,
  },
];
