import { createRoot } from 'react-dom/client';
import { Model } from 'survey-core';
import { Survey } from 'survey-react-ui';
import 'survey-core/survey-core.css';
import { form } from './form.mjs';

const rows = Number(new URLSearchParams(location.search).get('rows') ?? 0);
createRoot(document.getElementById('root')).render(<Survey model={new Model(form(rows))} />);
