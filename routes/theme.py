"""The look of every page: fonts, sizes and colours, light and dark.

It is told once with the first page. From Streamlit's configuration it would be told again with
every click, which costs a click 3% of its time (measured), and arrive after the first paint.
"""

from __future__ import annotations

import json

# The bundled serif is 430 KB, two seconds of a slow phone's link; every system has one of these.
SHAPES = {
    "headingFont": "Georgia, 'Noto Serif', serif",
    "baseFontSize": 17,
    "baseRadius": "0.6rem",
    "headingFontSizes": ["1.75rem", "1.4rem", "1.2rem", "1.08rem", "1rem", "0.95rem"],
    "headingFontWeights": [600] * 6,
    "showWidgetBorder": True,
}
LIGHT = {
    "primaryColor": "#17607a",
    "backgroundColor": "#fcfbf8",
    "secondaryBackgroundColor": "#f1efe8",
    "textColor": "#1f2933",
    "linkColor": "#17607a",
    "borderColor": "#d9dcd6",
}
DARK = {
    "primaryColor": "#2b7a9b",
    "backgroundColor": "#14191e",
    "secondaryBackgroundColor": "#1f262d",
    "textColor": "#e6e8ea",
    "linkColor": "#8cc8de",
    "borderColor": "#36414a",
}
# In the words of Streamlit's page, which merges each into the theme of that name.
TOLD = json.dumps({"LIGHT_THEME": SHAPES | LIGHT, "DARK_THEME": SHAPES | DARK})
# Quieter than the text and still readable: 5.9 and 7.9 to 1 on their paper.
SOFT_LIGHT, SOFT_DARK = "#52606d", "#a9b3bb"
TAP = "44px"  # the least height that a thumb hits
FIELD = """body :is([data-testid="stTextInputRootElement"], [data-testid="stTextAreaRootElement"],
  [data-testid="stNumberInputContainer"],
  :is(.stSelectbox, .stMultiSelect, .stDateInput) [role="group"])"""
PAPER = """html { --paper: %(backgroundColor)s; --line: %(borderColor)s; --link: %(linkColor)s;
  --edge: %(edge)s; background: var(--paper); color: %(textColor)s; }"""
STYLE = f"""{PAPER % {**LIGHT, "edge": SOFT_LIGHT}}
@media (prefers-color-scheme: dark) {{ {PAPER % {**DARK, "edge": SOFT_DARK}} }}
html {{ color-scheme: light dark; }}
.wait {{ font: 17px/1.55 system-ui, sans-serif; padding: 4.5rem 1rem; opacity: .75;
  text-align: center; }}
.stMain .stMainBlockContainer {{ padding-top: 4.2rem; }}
.stMain .stMainBlockContainer:has(.alone, [class*="-card"] [data-testid^="stBidi"]) {{
  padding-top: 1.2rem; }}
/* The head of a question is the page's heading, and small: the vignette is what counts. */
.stMain .stMarkdown h1 {{ font-size: 1.08rem; padding: .5rem 0 1rem; }}
[class*="-draft"] {{ display: none; }}  /* it draws nothing, and takes no room */
[data-testid="stHeader"] {{ background: transparent; }}
[data-testid="stCaptionContainer"] {{ color: {SOFT_LIGHT} !important; opacity: 1 !important; }}
@media (prefers-color-scheme: dark) {{
  [data-testid="stCaptionContainer"] {{ color: {SOFT_DARK} !important; }}
}}
/* What is chosen is read on its own tint, where the accent itself is too dark at night. */
.stMain .stButtonGroup button:is([aria-checked="true"], [aria-pressed="true"]) {{
  color: var(--link) !important; border-color: var(--link) !important; }}
.stMain button[kind="tertiary"]:is(:hover, :focus, :active, [aria-expanded="true"]) {{
  color: var(--link) !important; }}
.stMain .stMultiSelect [data-tag] {{ height: auto; white-space: normal; }}
.stMain .stMultiSelect [data-tag] > span {{ white-space: normal; overflow: visible; }}
.stMain .stFileUploader span {{ white-space: normal !important; overflow: visible !important; }}
[role="listbox"] > [role="option"] {{ flex: none; height: auto; min-height: 2.5rem; }}
[role="listbox"] > [role="option"] [data-item-hl] {{ height: auto; white-space: normal;
  overflow: visible; }}
.stMain .stCheckbox :is(.stMarkdownEllipsis, .stMarkdownEllipsis p) {{ white-space: normal;
  overflow: visible; }}
/* What is offered breaks its line before it leaves the page. */
.stMain .stButtonGroup button {{ max-width: 100%; height: auto; }}
.stMain .stButtonGroup button p {{ white-space: normal; overflow-wrap: anywhere; }}
/* Nothing has to be applied: what is typed goes with the button below it. */
.stMain .stTextArea [data-testid="InputInstructions"] {{ display: none; }}
/* The link to a heading that Streamlit adds is one more stop for whoever goes by keyboard. */
.stMain [data-testid="stHeaderActionElements"] {{ display: none; }}
.stMain h3[id] {{ scroll-margin-top: 4rem; }}
/* A table of many values moves sideways by itself, and never the page. */
.stMain [data-testid="stMarkdownContainer"] table {{ display: block; max-width: 100%;
  overflow-x: auto; }}
/* The front matter is long: its one button stays in sight, below whatever is being read. */
.st-key-facts p {{ line-height: 1.4; }}
@media (min-height: 500px) {{ [data-testid="stLayoutWrapper"]:has(> .st-key-start) {{
  position: sticky; bottom: 0; z-index: 5; background: var(--paper);
  border-top: 1px solid var(--line);
  padding: .6rem 0 calc(.6rem + env(safe-area-inset-bottom)); }} }}
.st-key-matrix, .stMain .stHtml:has(table.list) {{ overflow-x: auto; padding: 5px; margin: -5px; }}
.st-key-matrix table.list tbody th {{ overflow-wrap: normal; }}
/* Writing takes room: the form and what becomes of it stand side by side, Save stays in sight. */
.stMain .stMainBlockContainer:has(.st-key-saving) {{ max-width: 84rem; padding-top: 4.2rem; }}
@media (min-height: 500px) {{ [data-testid="stLayoutWrapper"]:has(> .st-key-saving) {{
  position: sticky; top: 3.3rem; z-index: 5; background: var(--paper);
  border-bottom: 1px solid var(--line); padding: .3rem 0 .5rem; }} }}
@media (min-width: 900px) {{ [data-testid="stLayoutWrapper"]:has(> .st-key-beside) {{
  position: sticky; top: 10.5rem; max-height: calc(100vh - 11.5rem); overflow-y: auto; }} }}
@media (max-width: 699px) {{  /* one line and Save: the form needs the rest */
  .st-key-saving .stMarkdown:has(h1) p {{ display: none; }}
  .stMain .st-key-saving .stMarkdown h1 {{ padding: 0; max-width: 88vw; white-space: nowrap;
    overflow: hidden; text-overflow: ellipsis; }} }}
@media (max-width: 699px), (pointer: coarse) {{
  .stMain :is(.stButton, .stFormSubmitButton, .stLinkButton, .stButtonGroup) :is(button, a),
  .stMain .stPopover button,
  .stMain [data-testid="stPageLink-NavLink"], .stMain [data-testid="stExpander"] summary,
  [data-testid="stSidebarNavLink"] {{ min-height: {TAP}; }}
  .stMain :is(.stTextInput, .stDateInput, .stSelectbox) [role="group"],
  .stMain .stTextInput input {{ min-height: {TAP}; }}
  [data-testid="stHeader"] [data-testid="stExpandSidebarButton"] {{
    min-height: {TAP}; min-width: {TAP}; }}
  .who a {{ display: inline-block; padding: .75rem 0; margin: -.75rem 0; }}
}}
.spoken {{ position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }}
/* Where the keyboard is: Streamlit's own ring is half transparent, 2 to 1 on this paper.
   What opens over the page stands beside the app, in the body. */
body :is(a, button, input, textarea, select, summary, [tabindex], [role="radio"]):focus-visible {{
  outline: 3px solid var(--link) !important; outline-offset: 2px; box-shadow: none !important; }}
body h1:focus {{ outline: none !important; }}  /* the place after a move, and nothing to press */
body label:has(input:is([type="radio"], [type="checkbox"]):focus-visible) {{
  outline: 3px solid var(--link); outline-offset: 2px; border-radius: .3rem; }}
/* What has the focus comes to rest beside what stays in sight, and not under it. */
.stMain {{ scroll-padding: 4.2rem 0 1rem; }}
@media (min-height: 500px) {{
  .stMain:has(.st-key-start) {{ scroll-padding-bottom: 6rem; }}
  .stMain:has(.st-key-saving) {{ scroll-padding-top: 11rem; }} }}
@media (max-width: 699px) and (min-height: 500px) {{
  .stMain:has([class*="-card"] [data-testid^="stBidi"]) {{ scroll-padding-bottom: 11rem; }} }}
/* The edge of a field is how one sees that there is a field: Streamlit's is 1.3 to 1. */
{FIELD} {{ border-color: var(--edge) !important; }}
{FIELD}:has(:focus-visible) {{ outline: 3px solid var(--link); outline-offset: 1px; }}
body :is(.stTextInput, .stTextArea, .stNumberInput, .stSelectbox, .stMultiSelect, .stDateInput)
  :is(input, textarea):focus-visible {{ outline: none !important; }}
@media (prefers-reduced-motion: reduce) {{ *, ::before, ::after {{
  animation-duration: .01ms !important; animation-iteration-count: 1 !important;
  transition-duration: .01ms !important; scroll-behavior: auto !important; }} }}
@media (forced-colors: active) {{ body button:is([aria-checked="true"], [aria-pressed="true"]) {{
  forced-color-adjust: none; background: Highlight; color: HighlightText !important; }} }}
.stHtml a {{ color: var(--link); }}
.who {{ display: flex; flex-wrap: wrap; gap: .1rem 1rem; justify-content: space-between;
  font-size: .88rem; opacity: .8; }}
.who a {{ color: inherit; }}
.again a {{ display: inline-block; padding: .7rem 1.1rem; border: 1px solid var(--link);
  border-radius: .6rem; color: var(--link); font-weight: 600; text-decoration: none; }}
.resting {{ position: fixed; inset: auto 0 0; z-index: 999999; display: flex; flex-wrap: wrap;
  gap: .5rem 1rem; align-items: center; justify-content: center; background: var(--paper);
  border-top: 3px solid var(--link); box-shadow: 0 -4px 24px rgba(0, 0, 0, .25);
  font: 17px/1.45 "Source Sans", system-ui, sans-serif;
  padding: .8rem 1rem calc(.8rem + env(safe-area-inset-bottom)); }}
.resting button {{ font: inherit; font-weight: 600; min-height: {TAP}; padding: .4rem 1.1rem;
  border: 0; border-radius: .6rem; color: #ffffff; background: {LIGHT["primaryColor"]};
  cursor: pointer; }}
.resting button:focus-visible {{ outline: 3px solid var(--link); outline-offset: 2px; }}
table.list {{ border-collapse: collapse; width: 100%; font-size: .92rem; line-height: 1.35; }}
table.list caption {{ position: absolute; clip-path: inset(50%); }}
table.list th, table.list td {{ border: 0; border-bottom: 1px solid rgba(128, 128, 128, .35);
  padding: .45rem 1rem .45rem 0; text-align: left; vertical-align: top;
  overflow-wrap: break-word; }}
table.list thead th, table.list small {{ font-weight: 400; font-size: .88rem;
  color: {SOFT_LIGHT}; }}
table.list thead th {{ white-space: nowrap; vertical-align: bottom; }}
table.list small {{ display: block; }}
table.list tbody th {{ font-weight: 600; min-width: 7rem; overflow-wrap: anywhere; }}
table.list a, .pages a {{ color: {LIGHT["linkColor"]}; }}
table.list .number {{ text-align: right; font-variant-numeric: tabular-nums; }}
table.list :is(.number, .line) {{ white-space: nowrap; }}
@media (max-width: 699px) {{ table.list :is(.wide, th small) {{ display: none; }}
  table.list tbody th a, .pages a {{ display: block; min-height: {TAP}; }}
  .stMarkdown code {{ overflow-wrap: anywhere; }}
  .stMarkdown :is(td, th) {{ overflow-wrap: break-word; hyphens: auto; }}
  [data-testid="stMarkdownContainer"]:has(table) {{ overflow-x: auto; }} }}
@media (prefers-color-scheme: dark) {{
  table.list thead th, table.list small {{ color: {SOFT_DARK}; }}
  table.list a, .pages a {{ color: {DARK["linkColor"]}; }} }}"""
