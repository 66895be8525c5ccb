"""What is shown: one function a screen, drawn by Streamlit."""
