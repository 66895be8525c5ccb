"""The questions and the help that our template shows."""

from __future__ import annotations

HELP = (
    "One question a row, on the sheet Questions. The sheet Examples shows three.",
    "Needed are the lead-in (or all of the question under Stem), the options, and Correct.",
    "Everything else may stay empty: what is missing is listed for you after the import.",
    "Several letters under Correct (A, D) make a question with several answers.",
    "Keep the ID when you edit a question: the import then changes it and adds no other.",
    "Options keep their columns; an empty column between two does no harm.",
    "A picture goes into the cell under Figure; Alt text says what is seen, not the diagnosis.",
    "A rationale never names an option by its letter: letters on screen differ by person.",
)

EXAMPLES: tuple[dict[str, str], ...] = (
    {
        "id": "example-1",
        "type": "Single best answer",
        "stem": "A 58-year-old man with stage 4 chronic kidney disease is weak. "
        "Serum potassium is 7.2 mEq/L, and the ECG shows a QRS duration of 0.16 s.",
        "lead_in": "Which of the following should be given first?",
        "option:a": "Albuterol by nebulizer",
        "option:b": "Calcium gluconate intravenously",
        "option:c": "Furosemide intravenously",
        "option:d": "Insulin with dextrose intravenously",
        "correct": "B",
        "rationale:a": "It shifts potassium within half an hour and does not protect the heart.",
        "rationale:b": "It stabilizes the membrane within minutes, as a wide QRS calls for.",
        "rationale:c": "It removes potassium slowly, and little of it in advanced kidney disease.",
        "rationale:d": "It is given next: its effect begins after 10 to 20 minutes.",
        "explanation": "When hyperkalemia has widened the QRS, the membrane is protected first.",
        "references": "Lindner G, Burdmann EA, Clase CM, et al. Acute hyperkalemia in the "
        "emergency department: a summary from a Kidney Disease: Improving Global Outcomes "
        "conference. Eur J Emerg Med. 2020;27(5):329-337. | doi: 10.1097/MEJ.0000000000000691",
        "objectives": "OBJ-1",
        "topic": "renal.electrolytes",
        "level": "application",
        "difficulty": "medium",
    },
    {
        "id": "example-2",
        "type": "Multiple response",
        "lead_in": "Which of the following lower the serum potassium by a shift into cells?",
        "option:a": "Albuterol",
        "option:b": "Calcium gluconate",
        "option:c": "Insulin",
        "option:d": "Patiromer",
        "correct": "A, C",
        "select": "2",
        "rationale:b": "It protects the heart and leaves the potassium concentration as it is.",
        "rationale:d": "It binds potassium in the gut and removes it from the body.",
        "topic": "renal.electrolytes",
        "level": "recall",
    },
    {
        "id": "example-3",
        "type": "True-false statements",
        "lead_in": "Which of the following statements about hyperkalemia are true?",
        "option:a": "A hemolyzed sample can show a falsely high value.",
        "option:b": "A normal ECG excludes severe hyperkalemia.",
        "correct": "A",
        "rationale:a": "Potassium leaves the red cells when they break.",
        "rationale:b": "The ECG is insensitive, even at high concentrations.",
    },
)
