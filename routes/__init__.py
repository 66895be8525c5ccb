"""HTTP without Streamlit: the gate before everything, and the few pages and files of our own."""
