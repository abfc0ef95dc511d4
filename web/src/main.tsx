/** Where does the page begin? Mounts it and asks the server for what it shows. */

import { render } from 'preact';
import './style/fonts.css';
import './style/page.css';
import './style/controls.css';
import './style/story.css';
import './style/panel.css';
import './style/card.css';
import './style/layers.css';
import './style/form.css';
import { loadAnnotations, restoreDraft } from './annotate';
import { loadLayers } from './layers';
import { App } from './panel/App';
import { followAddress, refreshShelf } from './story';

const root = document.getElementById('page');
if (root) render(<App />, root);

followAddress();
restoreDraft();
void refreshShelf();
void loadLayers();
void loadAnnotations();
