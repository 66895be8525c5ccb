"""What people see: one function per screen, drawn by Streamlit."""
