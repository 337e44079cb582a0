using System.Collections;

namespace MlflowAutolog.Tracing.Recording.Streams;

/// <summary>A traced <see cref="IEnumerable{T}"/>. Nothing runs before the first <c>MoveNext</c>.</summary>
internal sealed class RecordedSequence<TState, T>(StreamCall<T> call, TState state, Func<TState, MlflowSpan, IEnumerable<T>> work) : IEnumerable<T>
{
    public IEnumerator<T> GetEnumerator() => new Enumerator(new StreamSpan<T>(call), state, work);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Enumerator(StreamSpan<T> stream, TState state, Func<TState, MlflowSpan, IEnumerable<T>> work) : IEnumerator<T>
    {
        private IEnumerator<T>? _inner;
        private bool _started;
        private bool _disposed;

        public T Current { get; private set; } = default!;

        object? IEnumerator.Current => Current;

        public bool MoveNext()
        {
            // Disposed before it began, or it could not begin: there is nothing to read.
            if (_inner is null && (_disposed || _started)) return false;
            var outside = AmbientSpan.Flow;
            try
            {
                var moved = Producer().MoveNext();
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
                stream.EndIfOver();
                stream.Leave(outside);
            }
        }

        public void Reset() => throw new NotSupportedException();

        public void Dispose()
        {
            if (_disposed) return;
            _disposed = true;
            if (!_started) return;
            var outside = AmbientSpan.Flow;
            stream.Enter();
            try
            {
                _inner?.Dispose();
            }
            catch (Exception failure) when (stream.Note(failure))
            {
                throw;
            }
            finally
            {
                stream.EndIfOver(abandoned: true);
                stream.Leave(outside);
            }
        }

        private IEnumerator<T> Producer()
        {
            if (_started)
            {
                stream.Enter();
                return _inner!;
            }

            _started = true;
            stream.Start();
            return _inner = work(state, stream.Span).GetEnumerator();
        }
    }
}
