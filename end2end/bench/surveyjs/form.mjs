// The same form for SurveyJS: company block, eight questions for four metals, A to H, a smelter list of n rows.
// Wordings are short on purpose: the comparison is of machinery, not of prose.
const METALS = ['Tantalum', 'Tin', 'Gold', 'Tungsten'];
const YES_NO = ['Yes', 'No'];
const YES_NO_UNKNOWN = ['Yes', 'No', 'Unknown'];
const SHARE = ['100%', 'Greater than 90%', 'Greater than 75%', 'Greater than 50%', '50% or less', 'None'];
const CHOICES = [YES_NO, YES_NO, YES_NO_UNKNOWN, YES_NO_UNKNOWN, YES_NO_UNKNOWN, SHARE, YES_NO, YES_NO];

const company = ['name', 'id', 'id_authority', 'address', 'contact_name', 'contact_email', 'contact_phone',
  'authorizer_name', 'authorizer_title', 'authorizer_email', 'authorizer_phone', 'effective_date'];
const required = new Set(['name', 'contact_name', 'contact_email', 'contact_phone', 'authorizer_name',
  'authorizer_email', 'effective_date']);

export function form(rows) {
  const elements = company.map((key) => ({
    type: 'text', name: `company_${key}`, title: key.replaceAll('_', ' '), isRequired: required.has(key),
    inputType: key === 'effective_date' ? 'date' : 'text',
    validators: key.endsWith('email') ? [{ type: 'email' }] : [],
  }));
  elements.splice(1, 0, { type: 'dropdown', name: 'scope', title: 'scope', isRequired: true, choices: ['A', 'B', 'C'] });
  const metals = CHOICES.flatMap((choices, i) => METALS.flatMap((metal) => {
    const gates = [];
    if (i >= 1) gates.push(`{q1_${metal}} <> 'No'`);
    if (i >= 2) gates.push(`{q2_${metal}} <> 'No'`);
    const gate = gates.length ? { visibleIf: gates.join(' and ') } : {};
    return [
      { type: 'dropdown', name: `q${i + 1}_${metal}`, title: `Q${i + 1} ${metal}`, isRequired: true, choices, ...gate },
      { type: 'comment', name: `q${i + 1}_${metal}_comment`, title: 'Comment', rows: 1, ...gate },
    ];
  }));
  const policy = [...'abcdefgh'].flatMap((key) => [
    { type: 'dropdown', name: key, title: key.toUpperCase(), isRequired: true, choices: YES_NO },
    { type: 'comment', name: `${key}_comment`, title: 'Comment', rows: 1 },
  ]);
  const smelters = {
    type: 'matrixdynamic', name: 'smelters', title: 'Smelters', rowCount: 0, maxRowCount: 5000,
    columns: [
      { name: 'cid', title: 'CID', cellType: 'text', validators: [{ type: 'regex', regex: '^CID\\d{6}$', text: 'CID and six digits' }] },
      { name: 'metal', title: 'Metal', cellType: 'dropdown', choices: METALS },
      { name: 'name', title: 'Name', cellType: 'text' },
      { name: 'country', title: 'Country', cellType: 'text' },
    ],
    defaultValue: Array.from({ length: rows }, (_, i) => ({
      cid: `CID${900000 + i}`, metal: METALS[i % 4], name: `Invented Works ${i}`, country: 'JAPAN',
    })),
  };
  return {
    checkErrorsMode: 'onValueChanged', textUpdateMode: 'onTyping', showQuestionNumbers: 'off',
    elements: [...elements, ...metals, ...policy, ...(rows ? [smelters] : [])],
  };
}
