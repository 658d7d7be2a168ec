import { createRoot } from 'react-dom/client';
import 'slack-blocks-to-jsx/dist/style.css';
import './styles/theme.css';
import './styles/layout.css';
import './styles/messages.css';
import './styles/blocks.css';
import './styles/home.css';
import './styles/composer.css';
import './styles/alert-panel.css';
import './styles/dialog.css';
import './styles/choices.css';
import './styles/narrow.css';
import { PageApp } from './page-app.tsx';

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<PageApp />);
