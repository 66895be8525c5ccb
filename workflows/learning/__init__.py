"""What a person learns from their own attempts: what they missed, how it went on, how sure."""
