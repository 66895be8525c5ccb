"""The forms of accounts with a password, and the one small script that they share.

The script puts the code of a mailed link into its form and sends it, and shows a password on
demand. Without scripts the code is typed, and passwords stay dots.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.headers import policy, script_hashes
from routes.page import Html, element, hidden, joined, page, void
from workflows.people.local.password import SHORTEST

if TYPE_CHECKING:
    from starlette.responses import Response

    from settings import Settings

# A link's code stands behind the sign #, which browsers send to no server: no log has it. It is
# taken out of the address before anything else happens, so that the history has it neither.
SCRIPT = """(() => {
  const code = document.getElementById("code");
  if (code && location.hash.length > 1) {
    code.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
    code.form.submit();
  }
  for (const button of document.querySelectorAll("button[aria-controls]")) {
    const field = document.getElementById(button.getAttribute("aria-controls"));
    button.hidden = false;
    button.addEventListener("click", () => {
      const show = field.type === "password";
      field.type = show ? "text" : "password";
      button.textContent = show ? "Hide" : "Show";
      button.setAttribute("aria-label", `${button.textContent}: ${field.labels[0].textContent}`);
    });
  }
})();"""
STYLE = """
label { display: block; } .hint { color: var(--soft); font-size: .94rem; margin: -.6rem 0 1rem; }
.secret { display: flex; gap: .5rem; align-items: flex-start; } .secret input { flex: 1; }
button[aria-controls] { background: var(--card); color: var(--link); border-color: var(--line);
  margin-top: .2rem; min-width: 4.6rem; }
button[hidden] { display: none; }
"""
HINT = f"{SHORTEST} characters or more. Any characters do; four unrelated words are good."
MAILBOX = (
    "In the demonstration no mail leaves this machine: some seconds later it lies in the folder"
    " data/mail."
)


def with_script(
    settings: Settings, title: str, *inside: Html, status: int = 200, forms: tuple[str, ...] = ()
) -> Response:
    """Return a page that may run the script; `forms` are hosts that a form may lead on to."""
    answer = page(title, *inside, Html(f"<script>{SCRIPT}</script>"), status=status, style=STYLE)
    hashes = script_hashes(bytes(answer.body).decode())
    answer.headers["Content-Security-Policy"] = policy(settings, hashes, forms)
    return answer


def fault(text: str) -> Html:
    """Return what went wrong, above a form."""
    said = element("p", element("strong", text), class_="box", role="alert")
    return said if text else Html("")


def address(value: str = "", label: str = "E-mail address", **more: str) -> Html:
    """Return the field of an e-mail address, which password managers know as the user's name."""
    more = {"name": "address", "autocomplete": "username", **more}
    name = more["name"]
    field = void(
        "input",
        id=name,
        type="email",
        inputmode="email",
        autocapitalize="none",
        spellcheck="false",
        maxlength="254",
        required="",
        value=value,
        **more,
    )
    return joined((element("label", label, for_=name), field))


def secret(name: str, label: str, kind: str, hint: str = "", form: str = "") -> Html:
    """Return the field of a password; `kind` is what password managers are told.

    `form` tells it from the field of that name in another form of the page.
    """
    key = f"{form}-{name}" if form else name
    field = void(
        "input",
        id=key,
        name=name,
        type="password",
        autocomplete=kind,
        autocapitalize="none",
        spellcheck="false",
        required="",
        **({"minlength": str(SHORTEST), "aria-describedby": f"{key}-hint"} if hint else {}),
    )
    show = element(
        "button",
        "Show",
        type="button",
        hidden="",
        aria_controls=key,
        aria_label=f"Show: {label}",
    )
    told = element("p", hint, class_="hint", id=f"{key}-hint") if hint else Html("")
    return joined(
        (element("label", label, for_=key), element("div", field, show, class_="secret"), told)
    )


def sign_in(place: str, said: str = "", value: str = "") -> Html:
    """Return the form in which people sign in by a password."""
    return joined(
        (
            fault(said),
            element(
                "form",
                hidden("next", place),
                address(value),
                secret("password", "Password", "current-password"),
                element("button", "Sign in with password"),
                method="post",
                action="/sign-in/password",
            ),
            element(
                "p",
                element("a", "Forgot your password?", href="/reset"),
                " · ",
                element("a", "Create an account", href="/register"),
            ),
        )
    )
