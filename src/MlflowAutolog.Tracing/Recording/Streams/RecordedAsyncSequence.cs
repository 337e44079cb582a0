namespace MlflowAutolog.Tracing.Recording.Streams;

/// <summary>A traced <see cref="IAsyncEnumerable{T}"/>. Nothing runs before the first <c>MoveNextAsync</c>.</summary>
internal sealed class RecordedAsyncSequence<TState, T>(StreamCall<T> call, TState state, Func<TState, MlflowSpan, IAsyncEnumerable<T>> work) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new Enumerator(new StreamSpan<T>(call), state, work, cancellationToken);

    // The members are async methods, whose callers have their own flow back as soon as they have the task; what is entered needs no leaving.
    private sealed class Enumerator(StreamSpan<T> stream, TState state, Func<TState, MlflowSpan, IAsyncEnumerable<T>> work, CancellationToken cancellationToken) : IAsyncEnumerator<T>
    {
        private IAsyncEnumerator<T>? _inner;
        private bool _started;
        private bool _disposed;

        public T Current { get; private set; } = default!;

        public async ValueTask<bool> MoveNextAsync()
        {
            // Disposed before it began, or it could not begin: there is nothing to read.
            if (_inner is null && (_disposed || _started)) return false;
            try
            {
                var moved = await Producer().MoveNextAsync().ConfigureAwait(false);
                Current = moved ? _inner!.Current : default!;
                if (moved) stream.Read(Current);
                else stream.Complete();
                return moved;
            }
            catch (Exception failure) when (stream.Note(failure))
            {
                throw;
            }
            finally
            {
                await EndIfOverAsync().ConfigureAwait(false);
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (_disposed) return;
            _disposed = true;
            if (!_started) return;
            stream.Enter();
            try
            {
                if (_inner is not null) await _inner.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception failure) when (stream.Note(failure))
            {
                throw;
            }
            finally
            {
                await EndIfOverAsync(abandoned: true).ConfigureAwait(false);
            }
        }

        private IAsyncEnumerator<T> Producer()
        {
            if (_started)
            {
                stream.Enter();
                return _inner!;
            }

            _started = true;
            stream.Start();
            return _inner = work(state, stream.Span).GetAsyncEnumerator(cancellationToken);
        }

        private Task EndIfOverAsync(bool abandoned = false)
        {
            var wasRunning = stream.Span.IsRecording;
            stream.EndIfOver(abandoned);
            return wasRunning && !stream.Span.IsRecording && stream.IsTrace ? SpanRecorder.DeliverAsync(stream.Tracer) : Task.CompletedTask;
        }
    }
}
