"""What every command shares: how it takes its options, who looks at what it prints, a bar while somebody waits."""
