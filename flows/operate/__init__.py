"""What whoever runs the flow needs: its settings listed, the machine examined, logs for programs, failures told."""
